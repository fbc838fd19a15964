using System.Text.Json;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Governance;

/// <summary>The CEO can always stop the network, and nobody else ever can.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Shutdown_Valid_StopsWritesAndLeavesReads()
    {
        await using var node = await DevNode.StartAsync();
        var wallet = await node.FundedAsync(1000);
        await using var socket = await node.ConnectAsync();
        var subscription = await socket.SubscribeAsync("subscribeShutdown");

        var result = (await ShutDownAsync(node, "maintenance")).Result;

        result.HasFields("success", "message");
        Assert.True(result.GetProperty("success").GetBoolean());
        Assert.Contains("maintenance", result.Text("message"), StringComparison.Ordinal);
        await AssertIsShutDownAsync(node, wallet);
        var notified = await socket.NextAsync(subscription);
        notified.HasFields("shutdown", "reason", "timestamp", "block_height", "block_hash");
        Assert.True(notified.GetProperty("shutdown").GetBoolean());
        Assert.Equal("maintenance", notified.Text("reason"));
        var block = await node.Rpc.ResultAsync("getBlock", new[] { notified.Number("block_height") });
        Assert.Equal(block.Text("block_hash"), notified.Text("block_hash"));
        Assert.True(block.GetProperty("header").GetProperty("shutdown_flag").GetBoolean());
        var order = Assert.Single(block.GetProperty("orders").EnumerateArray());
        Assert.Equal(("shutdown", "maintenance"), (order.Text("kind"), order.Text("reason")));
        Assert.Equal(order.Text("signature"), block.GetProperty("header").Text("ceo_signature"));
    }

    [Fact]
    public async Task Shutdown_AfterARestart_IsStillThere()
    {
        using var folder = new DataDir();
        var options = new Aigen.Node.Hosting.NodeOptions { DataDir = folder.Path };
        Wallet wallet;
        await using (var node = await DevNode.StartAsync(options))
        {
            wallet = await node.FundedAsync(1000);
            await ShutDownAsync(node, "for good");
        }

        await using var again = await DevNode.StartAsync(options);

        await AssertIsShutDownAsync(again, wallet);
        // Whoever subscribes later is told at once.
        await using var socket = await again.ConnectAsync();
        Assert.Equal("for good", (await socket.NextAsync(await socket.SubscribeAsync("subscribeShutdown"))).Text("reason"));
    }

    [Fact]
    public async Task Shutdown_DuringAStream_LetsItEndAndSettlesIt()
    {
        await using var node = await DevNode.StartAsync();
        await using var socket = await node.ConnectAsync();
        var stream = await socket.SubscribeAsync("subscribeChatCompletion", Chat.LongAnswer(900));
        await socket.NextAsync(stream);

        await ShutDownAsync(node, "now");
        var rest = await socket.ReadChatAsync(stream);

        Assert.Equal("length", rest.Last.Text("finish_reason"));
        Assert.Equal(900UL, rest.Last.GetProperty("usage").Number("completion_tokens"));
        var shutdown = await socket.NextAsync(await socket.SubscribeAsync("subscribeShutdown"));
        var (fate, block) = await node.IncludedReceiptAsync(rest.Last.Text("id")!);
        Assert.True(fate.Number("block_height") >= shutdown.Number("block_height"), "the receipt stands before the shutdown");
        Assert.True(block.GetProperty("header").GetProperty("shutdown_flag").GetBoolean());
    }

    [Fact]
    public async Task Shutdown_WithTransactionsWaiting_TakesNoneOfThem()
    {
        await using var node = await DevNode.StartAsync();
        var wallet = await node.FundedAsync(1000);
        var receiver = Wallet.New();
        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(wallet.Transaction(receiver.Address, 5, nonce: 1)) });

        await ShutDownAsync(node, "now");

        Assert.Equal(0UL, (await node.BalanceAsync(receiver.Address)).Number("balance"));
        Assert.Equal(1000UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
    }

    [Fact]
    public async Task Shutdown_WithAPaymentWaiting_RefusesTheRequest()
    {
        await using var node = await DevNode.StartAsync();
        var wallet = await node.FundedAsync(1000);
        // A nonce ahead: the request waits for the one before it, which never comes.
        await using var socket = await node.ConnectAsync();
        var transactions = await socket.SubscribeAsync("subscribeNewTransactions");
        var request = node.Rpc.CallAsync("chatCompletion", Chat.Ask().Paying(wallet.Payment(3, nonce: 1)));
        await socket.NextAsync(transactions);

        await ShutDownAsync(node, "now");

        (await request.Soon()).Refused(1004);
        Assert.Equal(1000UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
    }

    [Fact]
    public async Task Shutdown_SignedByAnother_IsAnInvalidSignature()
    {
        await using var node = await DevNode.StartAsync();

        var answer = await ShutDownAsync(node, "mine now", Wallet.New().Key);

        answer.Refused(1002);
        Assert.StartsWith("Invalid signature", answer.Sentence, StringComparison.Ordinal);
        await AssertRunsAsync(node);
    }

    [Fact]
    public async Task Shutdown_WithAnotherReasonThanTheSignedOne_IsAnInvalidSignature()
    {
        await using var node = await DevNode.StartAsync();
        var order = Order("a reason", DevelopmentKeys.Ceo);

        (await SubmitAsync(node, order with { Reason = "another" })).Refused(1002);

        await AssertRunsAsync(node);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(60)]
    public async Task Shutdown_SignedTooLongAgoOrAhead_IsUnauthorized(int seconds)
    {
        await using var node = await DevNode.StartAsync();

        var answer = await ShutDownAsync(node, "late", DevelopmentKeys.Ceo, seconds);

        answer.Refused(1003);
        Assert.StartsWith("Unauthorized", answer.Sentence, StringComparison.Ordinal);
        await AssertRunsAsync(node);
    }

    [Fact]
    public async Task Shutdown_ASecondTime_IsActiveAlready()
    {
        await using var node = await DevNode.StartAsync();
        await ShutDownAsync(node, "first");

        (await ShutDownAsync(node, "second")).Refused(1004);
    }

    private static async Task AssertIsShutDownAsync(DevNode node, Wallet wallet)
    {
        RpcAnswer[] refused =
        [
            await node.Rpc.CallAsync("submitTransaction", new[] { Wallet.Json(wallet.Transaction(Wallet.New().Address, 1, nonce: 0)) }),
            await node.Rpc.CallAsync("chatCompletion", Chat.Ask()),
            await node.Rpc.CallAsync("chatCompletion", Chat.Ask().Paying(wallet.Payment(1, nonce: 0))),
            await node.Rpc.CallAsync(
                "subscribeTier",
                new { tier = "basic", duration_months = 1, transaction = Wallet.Json(wallet.Subscription("basic", 1, 50, nonce: 0)) }),
            await node.Rpc.CallAsync("subscribeTier", new { tier = "basic", duration_months = 1 }),
            await node.Rpc.CallAsync("approveSIP", new { proposal_id = "1", signature = DevelopmentKeys.Ceo.Sign("any"u8).ToString() }),
        ];
        Assert.All(refused, answer =>
        {
            answer.Refused(1004);
            Assert.StartsWith("Shutdown active", answer.Sentence, StringComparison.Ordinal);
        });
        await using var socket = await node.ConnectAsync();
        var stream = await socket.NextAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask()));
        Assert.Equal(1004, stream.GetProperty("error").GetProperty("code").GetInt32());

        Assert.True((await node.Rpc.ResultAsync("getChainInfo")).GetProperty("shutdown_status").GetBoolean());
        Assert.True((await node.Rpc.ResultAsync("health")).GetProperty("shutdown_active").GetBoolean());
        Assert.Equal(1000UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
        Assert.Equal("free", (await node.Rpc.ResultAsync("checkQuota")).Text("tier"));
        Assert.Equal(1, (await node.Rpc.ResultAsync("listModels")).GetProperty("models").GetArrayLength());
    }

    private static async Task AssertRunsAsync(DevNode node)
    {
        Assert.False((await node.Rpc.ResultAsync("getChainInfo")).GetProperty("shutdown_status").GetBoolean());
        Assert.Equal("aigen-tiny", (await node.Rpc.ResultAsync("chatCompletion", Chat.Ask())).Text("model_id"));
    }

    internal static Task<RpcAnswer> ShutDownAsync(DevNode node, string reason, SigningKey? key = null, int seconds = 0) =>
        SubmitAsync(node, Order(reason, key ?? DevelopmentKeys.Ceo, seconds));

    private static ShutdownOrder Order(string reason, SigningKey key, int seconds = 0)
    {
        var unsigned = new ShutdownOrder(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds, 1, reason, default);
        return unsigned with { Signature = key.Sign(unsigned.MessageToSign(Wallet.DevelopmentMagic)) };
    }

    private static Task<RpcAnswer> SubmitAsync(DevNode node, ShutdownOrder order) => node.Rpc.CallAsync(
        "submitShutdown",
        new[] { new { timestamp = order.Timestamp, reason = order.Reason, nonce = order.Nonce, signature = order.Signature.ToString() } });
}
