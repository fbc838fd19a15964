using Aigen.Node.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Node.Tests.Client;

/// <summary>A development node in the test's process, and commands that ask it.</summary>
public sealed class RunningNode : IAsyncLifetime
{
    private NodeHost? _host;

    public string Address => _host!.Address;

    internal static async Task<RunningNode> StartAsync(NodeOptions? options = null)
    {
        var node = new RunningNode();
        await node.StartWithAsync(options ?? new NodeOptions());
        return node;
    }

    public Task InitializeAsync() => StartWithAsync(new NodeOptions());

    public Task DisposeAsync() => _host!.DisposeAsync().AsTask();

    internal Task<CommandResult> RunAsync(params string[] arguments) => CommandRun.OfflineAsync([.. arguments, "--rpc", Address]);

    internal Task<CommandResult> WithInputAsync(string input, params string[] arguments) =>
        CommandRun.WithInputAsync(input, [.. arguments, "--rpc", Address]);

    private async Task StartWithAsync(NodeOptions options) => _host = await NodeHost.StartAsync(
        options with { Listen = "http://127.0.0.1:0", IsTemporary = true }, NullLoggerFactory.Instance, TimeProvider.System);
}

/// <summary>The tests that share one node, one after the other: they spend from the same wallets.</summary>
[CollectionDefinition(Name)]
public sealed class SharedNode : ICollectionFixture<RunningNode>
{
    public const string Name = "a shared node";
}
