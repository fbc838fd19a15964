using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aigen.Bench;

/// <summary>Kestrel as it comes, with one endpoint that reads the body and answers it.</summary>
internal static class BareServer
{
    private static readonly byte[] Result =
        """{"height":0,"bestHash":"0xe6d56b751e6c58ed6de82a9169a9e6294bd64f475981f653697b1c521e00c436","peers":0}"""u8.ToArray();

    private static readonly byte[] Answer = [.. """{"jsonrpc":"2.0","id":1,"result":"""u8, .. Result, (byte)'}'];

    /// <summary>Answers the same bytes, whatever the body is.</summary>
    public static Task<WebApplication> StartFixedAsync() => StartAsync(static _ => Answer);

    /// <summary>Parses the body, looks at the members of a JSON-RPC call, and writes an answer with its id and a fixed result.</summary>
    public static Task<WebApplication> StartParsingAsync() => StartAsync(static body =>
    {
        using var document = JsonDocument.Parse(body);
        var call = document.RootElement;
        if (!call.GetProperty("jsonrpc"u8).ValueEquals("2.0"u8) || !call.GetProperty("method"u8).ValueEquals("getChainInfo"u8) || call.GetProperty("params"u8).GetArrayLength() != 0)
        {
            throw new InvalidOperationException("The call is not the one that is measured.");
        }

        var answer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(answer);
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WritePropertyName("id"u8);
        call.GetProperty("id"u8).WriteTo(json);
        json.WritePropertyName("result"u8);
        json.WriteRawValue(Result, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return answer.WrittenMemory;
    });

    /// <summary>One that answers with what is made of a body.</summary>
    public static async Task<WebApplication> StartAsync(Func<ReadOnlySequence<byte>, ReadOnlyMemory<byte>> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var web = builder.Build();
        web.Run(async context =>
        {
            var read = await context.Request.BodyReader.ReadAsync();
            while (!read.IsCompleted)
            {
                context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await context.Request.BodyReader.ReadAsync();
            }

            var body = answer(read.Buffer);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body);
        });
        await web.StartAsync();
        return web;
    }
}
