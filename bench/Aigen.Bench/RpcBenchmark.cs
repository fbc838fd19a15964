using System.Text;
using Aigen.Node.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>
/// getChainInfo and getBalance over kept connections, beside Kestrel answering the same POST with a fixed body; then subscriptions.
/// </summary>
internal static class RpcBenchmark
{
    private const int Rounds = 5;
    private const string ChainInfo = """{"jsonrpc":"2.0","id":1,"method":"getChainInfo","params":[]}""";

    private const string Balance =
        """{"jsonrpc":"2.0","id":1,"method":"getBalance","params":["0x97B1C813eae702332BA3Eaa1625f942C5472626D"]}""";

    public static IReadOnlyDictionary<string, Func<Task>> Parts { get; } = new Dictionary<string, Func<Task>>
    {
        ["http"] = RunHttpAsync,
        ["fanout"] = FanoutPart.RunAsync,
        ["followed-blocks"] = FollowedBlocksPart.RunAsync,
    };

    public static async Task RunAsync(BenchmarkOptions options)
    {
        foreach (var (name, run) in Parts)
        {
            if (options.Only is null || options.Only == name)
            {
                await run();
            }
        }
    }

    private static async Task RunHttpAsync()
    {
        await using var bare = await StartBareAsync();
        await using var node = await NodeHost.StartAsync(
            new NodeOptions { IsTemporary = true, Listen = "http://127.0.0.1:0" }, NullLoggerFactory.Instance, TimeProvider.System);
        var (fixedBody, chainInfo, balance) = (new List<double>(), new List<double>(), new List<double>());
        await Wrk.PostAsync(bare.Urls.First(), ChainInfo);
        await Wrk.PostAsync(node.Address, ChainInfo);
        for (var round = 0; round < Rounds; round++)
        {
            fixedBody.Add(await Wrk.PostAsync(bare.Urls.First(), ChainInfo));
            chainInfo.Add(await Wrk.PostAsync(node.Address, ChainInfo));
            balance.Add(await Wrk.PostAsync(node.Address, Balance));
        }

        var report = new Report("JSON-RPC over HTTP, wrk on the same machine");
        report.Add("bare Kestrel, fixed body", fixedBody, "requests/s", 1);
        report.Add("getChainInfo", chainInfo, "requests/s", Report.Ratio(chainInfo, fixedBody));
        report.Add("getBalance", balance, "requests/s", Report.Ratio(balance, fixedBody));
        report.Print();
    }

    private static async Task<WebApplication> StartBareAsync()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"jsonrpc":"2.0","id":1,"result":{"height":0,"bestHash":"0xe6d56b751e6c58ed6de82a9169a9e6294bd64f475981f653697b1c521e00c436","peers":0}}""");
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

            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body);
        });
        await web.StartAsync();
        return web;
    }
}
