using System.Text.Json;
using Aigen.Node.Hosting;
using Aigen.Primitives;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Node.Tests.Support;

/// <summary>A node on a development network in this process, on a free port of the loopback interface; its chain is gone when it is.</summary>
public sealed class DevNode : IAsyncLifetime, IAsyncDisposable
{
    private readonly NodeOptions _options;
    private readonly TimeProvider _time;
    private NodeHost? _host;

    public DevNode()
        : this(new NodeOptions { IsTemporary = true })
    {
    }

    private DevNode(NodeOptions options, TimeProvider? time = null)
    {
        _options = options.Listen == NodeOptions.DefaultListen ? options with { Listen = "http://127.0.0.1:0" } : options;
        _time = time ?? TimeProvider.System;
    }

    public string Url => Host.Address;

    internal NodeHost Host => _host ?? throw new InvalidOperationException("The node has not started.");

    internal RpcClient Rpc { get; private set; } = null!;

    internal static async Task<DevNode> StartAsync(NodeOptions? options = null, TimeProvider? time = null)
    {
        var node = new DevNode(options ?? new NodeOptions { IsTemporary = true }, time);
        await node.InitializeAsync();
        return node;
    }

    /// <param name="listen">Where a node listened before, and its clients look for it.</param>
    internal static async Task<DevNode> StartAsync(NodeOptions options, string listen)
    {
        var node = new DevNode(options with { Listen = listen });
        await node.InitializeAsync();
        return node;
    }

    internal static Task<DevNode> WithModelAsync(string model) =>
        StartAsync(new NodeOptions { IsTemporary = true, Models = [ModelChoice.Parse(model)] });

    public async Task InitializeAsync()
    {
        _host = await NodeHost.StartAsync(_options, NullLoggerFactory.Instance, _time);
        Rpc = new RpcClient(Url);
    }

    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        await Host.DisposeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    internal Task<WsClient> ConnectAsync() => WsClient.ConnectAsync(Url);

    /// <summary>A new wallet with some AIGEN in it.</summary>
    internal async Task<Wallet> FundedAsync(ulong amount)
    {
        var wallet = Wallet.New();
        var bank = Wallet.Development(10);
        await IncludeAsync(bank.Transaction(wallet.Address, amount, await NonceAsync(bank)));
        return wallet;
    }

    /// <summary>A new wallet with some AIGEN and a tier.</summary>
    internal async Task<Wallet> SubscribedAsync(string tier, ulong cost, ulong rest = 0)
    {
        var wallet = await FundedAsync(cost + 1 + rest);
        await IncludeAsync(wallet.Subscription(tier, 1, cost, 0));
        return wallet;
    }

    /// <summary>Puts a transaction into a block at once, without waiting for the block time: for what a test begins with.</summary>
    internal async Task IncludeAsync(Transaction transaction)
    {
        var inclusion = await Host.Services.Chain.Tracker.IncludeAsync(transaction, atOnce: true, CancellationToken.None).Soon();
        Assert.Null(inclusion.Fate.Reason);
    }

    internal async Task<ulong> NonceAsync(Wallet wallet) => (await BalanceAsync(wallet.Address)).Number("pending_nonce");

    internal Task<JsonElement> BalanceAsync(Address address) => Rpc.ResultAsync("getBalance", new[] { address.ToString() });

    /// <summary>The block that holds a receipt, once there is one.</summary>
    internal async Task<(JsonElement Receipt, JsonElement Block)> IncludedReceiptAsync(string id)
    {
        await using var socket = await ConnectAsync();
        var blocks = await socket.SubscribeAsync("subscribeNewBlocks");
        while (true)
        {
            var fate = await Rpc.ResultAsync("getReceipt", new[] { id });
            if (fate.Text("status") == "included")
            {
                return (fate, await Rpc.ResultAsync("getBlock", new[] { fate.Number("block_height") }));
            }

            await socket.NextAsync(blocks);
        }
    }
}
