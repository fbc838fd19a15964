using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aigen.Node.Tests.Models;

/// <summary>A source of one file, on a free port of the loopback interface, with the faults that sources have.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private FileServer(WebApplication web) => _web = web;

    public byte[] Content { get; set; } = [];

    public string? Tag { get; set; } = "\"one\"";

    /// <summary>Each answer ends after so many bytes, the connection with it.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    public bool IgnoresRange { get; set; }

    /// <summary>Said in place of the real length.</summary>
    public long? Length { get; set; }

    public int Status { get; set; } = 200;

    public string? PublishedHash { get; set; }

    /// <summary>What was asked for: "path from".</summary>
    public List<string> Requests { get; } = [];

    public string Url => _web.Urls.First();

    public static async Task<FileServer> StartAsync(byte[] content)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new FileServer(builder.Build()) { Content = content };
        server._web.Run(server.ServeAsync);
        await server._web.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Path.StartsWithSegments("/moved"))
        {
            response.Headers["X-Linked-ETag"] = PublishedHash is null ? "\"abc\"" : $"\"{PublishedHash}\"";
            response.Redirect("/file.gguf");
            return;
        }

        var from = IgnoresRange ? 0 : FromOf(request);
        lock (Requests) Requests.Add(string.Create(CultureInfo.InvariantCulture, $"{request.Path} {from}"));
        response.StatusCode = Status == 200 && from > 0 ? 206 : Status;
        response.Headers.ETag = Tag;
        if (Status != 200) return;
        if (from > 0) response.Headers.ContentRange = $"bytes {from}-{Content.Length - 1}/{Content.Length}";
        response.ContentLength = Length ?? Content.Length - from;
        var count = (int)Math.Min(Content.Length - from, BreakAfter);

        // Where that is less than was said, Kestrel closes the connection behind it.
        await response.Body.WriteAsync(Content.AsMemory((int)from, count));
    }

    private long FromOf(HttpRequest request)
    {
        if (request.Headers.Range.Count == 0) return 0;
        if (request.Headers.IfRange is { Count: > 0 } tag && tag != Tag) return 0;
        return long.Parse(request.Headers.Range.ToString()["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
    }
}
