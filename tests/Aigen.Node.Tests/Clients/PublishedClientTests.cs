using System.Diagnostics;
using System.Text.Json;
using Aigen.Node.Tests.Docs;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Clients;

/// <summary>jayson and OpenRPC's client as npm has them, and curl, against a node.</summary>
public sealed class PublishedClientTests(DevNode node) : IClassFixture<DevNode>
{
    [NodeClientFact]
    public async Task Jayson_CallsErrorsAndBatches_AreAnswered()
    {
        var answers = (await NodeClientsAsync()).GetProperty("jayson");

        var block = (await node.Rpc.ResultAsync("getBlock", new[] { 0 })).Text("block_hash");
        Assert.Equal(block, answers[0].GetProperty("result").Text("block_hash"));
        Assert.Equal(block, answers[1].GetProperty("result").Text("block_hash"));
        Assert.Equal(-32601, answers[2].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(1, answers[3].EnumerateArray().Count(answer => answer.GetProperty("result").TryGetProperty("height", out _)));
    }

    [NodeClientFact]
    public async Task OpenRpcClient_OverHttpAndWebSocket_IsAnsweredTheSame()
    {
        var answers = (await NodeClientsAsync()).GetProperty("openRpc");

        Assert.Equal(answers[0].GetRawText(), answers[2].GetRawText());
        Assert.Equal("""{"code":-32601,"message":"Method not found"}""", answers[1].GetRawText());
        Assert.Equal(answers[1].GetRawText(), answers[3].GetRawText());
    }

    [Fact]
    public async Task Curl_AsInTheGuide_IsAnswered()
    {
        var output = await RunAsync(
            "curl", ["-s", "-X", "POST", node.Url, "-H", "content-type: application/json", "-d", """{"jsonrpc":"2.0","id":1,"method":"getBlock","params":[0,null]}"""]);

        Assert.Equal(0UL, JsonElement.Parse(output).GetProperty("result").GetProperty("header").Number("block_height"));
    }

    private async Task<JsonElement> NodeClientsAsync() => JsonElement.Parse(await RunAsync("node", ["call-clients.js", node.Url]));

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Vectors.Find(Path.Combine("tests", "node"))!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().Soon();
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
