using System.Text.RegularExpressions;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Daemon;

/// <summary>The program as scripts and init systems see it.</summary>
public sealed partial class DaemonTests : IDisposable
{
    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Node_UntilSigterm_WritesOneLineAndExitsZero()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path);
        await node.Rpc.ResultAsync("getChainInfo");

        node.Terminate();

        Assert.Equal(0, await node.ExitCodeAsync());
        Assert.Equal([$"ready {node.Url}"], node.Output);
        Assert.Matches("^http://127\\.0\\.0\\.1:[1-9][0-9]*$", node.Url);
    }

    [Fact]
    public async Task Node_OfTheDevelopmentNetwork_PrintsItsKeysWithAWarningOnStandardError()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path);

        Assert.Contains("WARNING: everybody knows these keys", node.ErrorText, StringComparison.Ordinal);
        var seed = string.Concat(Enumerable.Repeat("01", 32));
        Assert.Contains($"{Wallet.Development(1).Address}  secret seed 0x{seed}", node.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_WithAConnectionOpen_SaysGoodbyeAndExitsZero()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path);
        await using var socket = await WsClient.ConnectAsync(node.Url);
        await socket.SubscribeAsync("subscribeNewBlocks");

        node.Terminate();

        await socket.Closed.Soon();
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        Assert.Equal(0, await node.ExitCodeAsync());
    }

    [Fact]
    public async Task Sigterm_WithCallsInFlight_AnswersThemAndExitsZero()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path);
        await using var socket = await WsClient.ConnectAsync(node.Url);
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        // A stream holds the engine, and the calls wait behind it: they are in flight once their payments are in blocks.
        await socket.NextAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(900)));
        var requests = Enumerable.Range(1, 3).Select(i => Chat.LongAnswer(100).Paying(Wallet.Development(i).Payment(1, nonce: 0)));
        var calls = requests.Select(request => node.Rpc.CallAsync("chatCompletion", request)).ToList();
        for (var paid = 0; paid < calls.Count;) paid += (await socket.NextAsync(blocks)).GetProperty("transactions").GetArrayLength();

        node.Terminate();

        foreach (var call in calls)
        {
            Assert.Equal(100UL, (await call.Soon()).Result.GetProperty("usage").Number("completion_tokens"));
        }

        Assert.Equal(0, await node.ExitCodeAsync());
    }

    [Fact]
    public async Task Sigterm_DuringAStream_BillsWhatWasDeliveredInABlockOfTheNextRun()
    {
        var wallet = Wallet.New();
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            await using var socket = await WsClient.ConnectAsync(node.Url);
            var stream = await socket.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(900).SignedBy(wallet));
            await socket.NextAsync(stream);
            node.Terminate();
            Assert.Equal(0, await node.ExitCodeAsync());
            Assert.DoesNotContain("ERR", node.ErrorText, StringComparison.Ordinal);
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);

        Assert.Equal(1UL, (await again.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() })).Number("used"));
    }

    [Fact]
    public async Task Restart_OnTheSameFolder_GoesOnWithItsChain()
    {
        string? hash;
        var receiver = Wallet.New();
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            await using var socket = await WsClient.ConnectAsync(node.Url);
            var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
            await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(Wallet.Development(1).Transaction(receiver.Address, 7, nonce: 0)) });
            hash = (await socket.NextAsync(blocks, block => block.GetProperty("transactions").GetArrayLength() == 1)).Text("block_hash");
            node.Terminate();
            Assert.Equal(0, await node.ExitCodeAsync());
        }

        await using var again = await DaemonProcess.StartNodeAsync(_folder.Path);

        Assert.Equal(hash, (await again.Rpc.ResultAsync("getBlock", new object?[] { null, hash })).Text("block_hash"));
        Assert.Equal(7UL, (await again.Rpc.ResultAsync("getBalance", new[] { receiver.Address.ToString() })).Number("balance"));
    }

    [Fact]
    public async Task SecondNode_OnTheSameFolder_SaysSoInOneSentence()
    {
        await using var first = await DaemonProcess.StartNodeAsync(_folder.Path);

        await AssertFailsAsync(
            $"aigen: --data-dir {_folder.Path}: another node has this folder open",
            "node", "--dev", "--listen", "http://127.0.0.1:0", "--data-dir", _folder.Path, "--log-level", "Warning");

        // The first is none the worse for it.
        Assert.Equal("healthy", (await first.Rpc.ResultAsync("health")).Text("status"));
    }

    [Fact]
    public async Task SecondNode_OnTheSamePort_SaysSo()
    {
        await using var first = await DaemonProcess.StartNodeAsync(_folder.Path);

        await using var second = DaemonProcess.Run("node", "--dev", "--listen", first.Url);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.StartsWith($"aigen: --listen {first.Url}: ", second.Error[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Genesis_OfTheMainNetworkAsShipped_ListsEveryEmptyField()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "genesis", "mainnet.json");
        await using var node = DaemonProcess.Run("node", "--genesis", path, "--listen", "http://127.0.0.1:0", "--data-dir", _folder.Path);

        Assert.Equal(1, await node.ExitCodeAsync());

        Assert.Empty(node.Output);
        var faults = node.Error.SkipWhile(line => !line.StartsWith("aigen: ", StringComparison.Ordinal)).ToList();
        Assert.Equal($"aigen: {path} has 5 faults:", faults[0]);
        Assert.Equal(
            ["$.ceo_public_key", "$.treasury", "$.producers[0].public_key", "$.producers[0].reward_address", "$.allocations[0].address"],
            faults.Skip(1).Select(line => FaultPath().Match(line).Groups[1].Value));
    }

    [Fact]
    public async Task Genesis_WithThePublishedCeoKey_IsRefusedOnAnyOtherNetwork()
    {
        var development = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json"));
        var path = _folder.Write("genesis.json", development.Replace("\"development\": true", "\"development\": false", StringComparison.Ordinal));
        await using var node = DaemonProcess.Run("node", "--genesis", path, "--listen", "http://127.0.0.1:0", "--data-dir", _folder.Path);

        Assert.Equal(1, await node.ExitCodeAsync());

        Assert.Contains("$.ceo_public_key: is RFC 8032's test key 1", node.ErrorText, StringComparison.Ordinal);
        Assert.Contains("$.producers[0].public_key: is the development producer's key", node.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Genesis_OfAnotherNetwork_IsRefusedOnThisFolder()
    {
        await using (var node = await DaemonProcess.StartNodeAsync(_folder.Path))
        {
            node.Terminate();
            Assert.Equal(0, await node.ExitCodeAsync());
        }

        var development = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json"));
        var path = _folder.Write("genesis.json", development.Replace("9944001", "9944002", StringComparison.Ordinal));
        await using var other = DaemonProcess.Run("node", "--genesis", path, "--listen", "http://127.0.0.1:0", "--data-dir", _folder.Path);

        Assert.Equal(1, await other.ExitCodeAsync());
        Assert.Contains("the database is of the network with genesis", other.Error[^1], StringComparison.Ordinal);
    }

    [Fact]
    public Task Model_ThatIsNotThere_SaysWhatThereIs() => AssertFailsAsync(
        "aigen: --model none.gguf: there is no such file, and the only model known by name is aigen-tiny", "node", "--dev", "--listen",
        "http://127.0.0.1:0", "--model", "none.gguf", "--log-level", "Warning");

    private static async Task AssertFailsAsync(string sentence, params string[] arguments)
    {
        await using var node = DaemonProcess.Run(arguments);

        Assert.Equal(1, await node.ExitCodeAsync());
        Assert.Empty(node.Output);
        Assert.Equal(sentence, node.Error[^1]);
        Assert.Single(node.Error, line => line.StartsWith("aigen: ", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^  (\$[^:]*): ")]
    private static partial Regex FaultPath();
}
