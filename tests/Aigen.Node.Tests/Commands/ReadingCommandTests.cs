using System.Text.Json;
using Aigen.Node.Client;
using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

[Collection(SharedNode.Name)]
public sealed class ReadingCommandTests(RunningNode node)
{
    [Fact]
    public async Task ChainInfo_DevelopmentNetwork_IsNamed()
    {
        var info = (await node.RunAsync("chain", "info")).Succeeded();

        Assert.Equal(("dev", "2711724449"), (info["network"], info["network_magic"]));
    }

    [Fact]
    public async Task ChainBlock_ByHeightAndByHash_IsTheSame()
    {
        var byHeight = (await node.RunAsync("chain", "block", "0")).Succeeded();

        Assert.Equal(byHeight.Output, (await node.RunAsync("chain", "block", byHeight["block_hash"])).Succeeded().Output);
    }

    [Fact]
    public async Task ChainBlock_AboveTheHead_IsRefused() =>
        Assert.StartsWith("error 1001: Block not found", (await node.RunAsync("chain", "block", "1000000")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task ChainWatch_NewBlock_IsALine()
    {
        using var enough = new CancellationTokenSource();
        var output = new SignallingWriter(line =>
        {
            if (line.Contains("1 transaction,", StringComparison.Ordinal))
            {
                enough.Cancel();
            }
        });
        var world = new ClientWorld(TextReader.Null, IsInteractive: false, TimeProvider.System);
        var watching = CommandRun.InAsync(world, output, ["chain", "watch", "--rpc", node.Address], enough.Token);

        // Until the watcher is there, blocks pass it by.
        while (!watching.IsCompleted)
        {
            (await node.RunAsync("tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "1", "--wait")).Succeeded();
        }

        var result = await watching;
        Assert.Equal(130, result.ExitCode);
        Assert.Matches("(?m)^ +[0-9]+  [0-9TZ:-]{20}  0x[0-9a-f]{64}  1 transaction, [0-9]+ receipts?$", result.Output);
    }

    [Fact]
    public async Task ModelsList_EmbeddedModel_IsTheDefault() =>
        Assert.Contains("aigen-tiny *", (await node.RunAsync("models", "list")).Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public async Task ModelsShow_Json_IsWhatTheNodeSaid()
    {
        var shown = (await node.RunAsync("models", "show", "aigen-tiny", "--json")).Succeeded();
        var called = (await node.RunAsync("call", "getModelInfo", """{"model_id":"aigen-tiny"}""")).Succeeded();

        Assert.Equal(called.Output, shown.Output);
    }

    [Fact]
    public async Task Call_ParametersFromStandardInput_AreSent()
    {
        var result = (await node.WithInputAsync("[0]", "call", "getBlock", "-")).Succeeded();

        Assert.Equal(0, JsonElement.Parse(result.Output).GetProperty("header").GetProperty("block_height").GetInt32());
    }

    [Theory]
    [InlineData("error -32601: Method not found", "nothing")]
    [InlineData("aigen: PARAMS is not JSON", "getBlock", "{")]
    [InlineData("aigen: PARAMS is neither a JSON object nor an array", "getBlock", "7")]
    public async Task Call_Refused_SaysWhy(string refusal, params string[] call)
    {
        var result = await node.RunAsync(["call", .. call]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(refusal, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallOverWebSocket_Subscription_PrintsLinesUntilTheEnd()
    {
        using var enough = new CancellationTokenSource();
        var output = new SignallingWriter(line =>
        {
            if (line.Contains("finish_reason", StringComparison.Ordinal))
            {
                enough.Cancel();
            }
        });
        var world = new ClientWorld(TextReader.Null, IsInteractive: false, TimeProvider.System);

        var result = await CommandRun.InAsync(
            world, output,
            [
                "call", "--ws", "subscribeChatCompletion", """{"messages":[{"role":"user","content":"What is the capital of France?"}],"subscription":"mine"}""",
                "--rpc", node.Address,
            ],
            enough.Token);

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\"mine\"", lines[0]);
        Assert.All(lines[1..], line => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(line).ValueKind));
    }
}
