using Aigen.Node.Hosting;
using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

public sealed class GovernanceCommandTests
{
    [Fact]
    public async Task Sip_ProposedApprovedAndVetoed_GoesFromPendingToVetoed()
    {
        await using var started = await StartAsync();
        var node = started.Node;
        using var folder = new TemporaryFolder();
        var document = folder.Write("sip.md", "a proposal");

        var proposed = (await node.RunAsync("sip", "propose", "--key", "dev:1", "--id", "SIP-1", document, "--wait")).Succeeded();
        Assert.Equal("Pending", (await node.RunAsync("sip", "status", "SIP-1"))["status"]);

        Assert.StartsWith("error 1002: Invalid signature", (await node.RunAsync("sip", "approve", "--key", "dev:1", "SIP-1")).Error, StringComparison.Ordinal);
        (await node.RunAsync("sip", "approve", "--key", "dev:ceo", "SIP-1")).Succeeded();
        Assert.Equal("Approved", (await node.RunAsync("sip", "status", "SIP-1"))["status"]);

        // Signed on a machine without a network, carried here.
        var veto = (await CommandRun.OfflineAsync("sip", "sign", "veto", "--key", "dev:ceo", "--id", "SIP-1", "--hash", proposed["proposal_hash"])).Succeeded();
        (await node.WithInputAsync(veto.Output, "call", "vetoSIP", "-")).Succeeded();
        Assert.Equal("Vetoed", (await node.RunAsync("sip", "status", "SIP-1"))["status"]);
        Assert.StartsWith("error 3002: ", (await node.RunAsync("sip", "status", "SIP-2")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CeoShutdown_AnotherName_SendsNothing()
    {
        await using var started = await StartAsync();

        var result = await started.Node.WithInputAsync("production\n", "ceo", "shutdown", "--key", "dev:ceo", "--reason", "test");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'production' is not 'dev': nothing was sent", result.Error, StringComparison.Ordinal);
        Assert.Equal("false", (await started.Node.RunAsync("chain", "info"))["shutdown_status"]);
    }

    [Fact]
    public async Task CeoShutdown_TheNetworksName_StopsIt()
    {
        await using var started = await StartAsync();

        (await started.Node.WithInputAsync("dev\n", "ceo", "shutdown", "--key", "dev:ceo", "--reason", "enough")).Succeeded();

        Assert.Equal("true", (await started.Node.RunAsync("chain", "info"))["shutdown_status"]);
        Assert.StartsWith("error 1004: Shutdown active", (await started.Node.RunAsync("chat", "hello")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CeoSubmit_SignedOffline_StopsTheNetwork()
    {
        await using var started = await StartAsync();
        var signed = (await CommandRun.OfflineAsync("ceo", "sign-shutdown", "--key", "dev:ceo", "--magic", "2711724449", "--reason", "enough")).Succeeded();

        (await started.Node.WithInputAsync(signed.Output, "ceo", "submit", "-")).Succeeded();

        Assert.Equal("true", (await started.Node.RunAsync("chain", "info"))["shutdown_status"]);
    }

    [Fact]
    public async Task CeoRegistersVotesAndDecides_OnlineAndCarried_ShowsInStatusAndModels()
    {
        await using var started = await StartAsync();
        var node = started.Node;
        using var folder = new TemporaryFolder();
        string[] release = ["init-model", "--key", "dev:ceo", "--model-id", "m", "--file", folder.Write("m.gguf", "weights"), "--core", "--model-version"];

        Assert.Equal("Approved", (await node.RunAsync(["ceo", .. release, "1.0"])).Succeeded()["status"]);
        Assert.Equal("m@2.0", (await node.RunAsync(["ceo", .. release, "2.0"])).Succeeded()["proposal_id"]);
        (await node.RunAsync("ceo", "vote", "--key", "dev:ceo", "m@2.0", "reject")).Succeeded();
        Assert.StartsWith("error 3003: the CEO voted reject on m@2.0 already", (await node.RunAsync("ceo", "vote", "--key", "dev:ceo", "m@2.0", "approve")).Error, StringComparison.Ordinal);
        Assert.StartsWith("error 1002: Invalid signature", (await node.RunAsync("ceo", "approve-upgrade", "--key", "dev:1", "m@2.0")).Error, StringComparison.Ordinal);

        // Signed on a machine without a network, carried here.
        var approval = (await CommandRun.OfflineAsync("ceo", "sign", "approve-upgrade", "--key", "dev:ceo", "--magic", "2711724449", "m@2.0")).Succeeded();
        (await node.WithInputAsync(approval.Output, "call", "approveModelUpgrade", "-")).Succeeded();
        Assert.Equal("Approved", (await node.RunAsync("sip", "status", "m@2.0"))["status"]);
        Assert.Matches("\naigen-tiny \\* +yes [^\n]*\nm +unusable ", (await node.RunAsync("models", "list")).Succeeded().Output);
        Assert.Contains("\"version\": \"2.0\"", (await node.RunAsync("call", "getModelInfo", "[\"m\"]")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CeoHealthAndMetrics_OfANode_ArePrinted()
    {
        await using var started = await StartAsync();

        Assert.Equal("healthy", (await started.Node.RunAsync("ceo", "health", "--key", "dev:ceo")).Succeeded()["status"]);
        var metrics = (await started.Node.RunAsync("ceo", "metrics", "--key", "dev:ceo", "--section", "blockchain", "--json")).Succeeded();
        Assert.Contains("aigen_chain_height", metrics.Output, StringComparison.Ordinal);
        Assert.Contains("\"ai\": null", metrics.Output, StringComparison.Ordinal);
        Assert.StartsWith("error 1002: Invalid signature", (await started.Node.RunAsync("ceo", "health", "--key", "dev:1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DevelopmentKey_OnAnotherNetwork_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var started = await StartAsync(await RealNetworkAsync(folder));
        var node = started.Node;

        Assert.Contains(
            "everybody knows the key dev:1", (await node.RunAsync("tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "1")).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "everybody knows the key dev:2",
            (await node.RunAsync("tx", "send", "--key", folder.File("ceo.json"), "--to", "dev:2", "--amount", "1")).Error, StringComparison.Ordinal);
        Assert.Contains("everybody knows the key dev:1", (await node.RunAsync("chat", "hello", "--key", "dev:1")).Error, StringComparison.Ordinal);
        (await node.RunAsync("chain", "balance", "dev:1")).Succeeded();
    }

    // The development genesis with keys that nobody knows.
    private static async Task<NodeOptions> RealNetworkAsync(TemporaryFolder folder)
    {
        var ceo = (await CommandRun.OfflineAsync("keys", "new", "--out", folder.File("ceo.json"))).Succeeded();
        var producer = (await CommandRun.OfflineAsync("keys", "new", "--out", folder.File("producer.json"))).Succeeded();
        var genesis = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json"));
        var path = folder.Write(
            "genesis.json",
            genesis.Replace("\"network\": \"dev\"", "\"network\": \"real\"", StringComparison.Ordinal)
                .Replace("\"development\": true", "\"development\": false", StringComparison.Ordinal)
                .Replace("0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", ceo["public_key"], StringComparison.Ordinal)
                .Replace("0x66be7e332c7a453332bd9d0a7f7db055f5c5ef1a06ada66d98b39fb6810c473a", producer["public_key"], StringComparison.Ordinal));
        return new NodeOptions { GenesisFile = path, ProducerKeyFile = folder.File("producer.json") };
    }

    private static async Task<OwnNode> StartAsync(NodeOptions? options = null) => new(await RunningNode.StartAsync(options));

    /// <summary>A node of one test.</summary>
    private sealed record OwnNode(RunningNode Node) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(Node.DisposeAsync());
    }
}
