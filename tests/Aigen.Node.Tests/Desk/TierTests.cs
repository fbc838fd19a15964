using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Desk;

/// <summary>Buying tiers.</summary>
public sealed class TierTests(DevNode node) : IClassFixture<DevNode>
{
    [Theory]
    [InlineData("basic", 1, 50, 100)]
    [InlineData("basic", 12, 600, 100)]
    [InlineData("pro", 2, 800, 1000)]
    [InlineData("unlimited", 1, 0, -1)]
    public async Task SubscribeTier_ForItsExactPrice_BeginsAtOnce(string tier, int months, ulong price, long limit)
    {
        var wallet = await node.FundedAsync(5000);
        var ceo = await BalanceAsync(Wallet.CeoAddress);
        var payment = wallet.Subscription(tier, months, price, nonce: 0);

        var result = (await SubscribeAsync(tier, months, payment)).Result;

        Assert.True(result.GetProperty("success").GetBoolean());
        Assert.Equal((tier, tier), (result.Text("tier"), result.Text("current_tier")));
        Assert.Equal(months, result.GetProperty("duration_months").GetInt32());
        Assert.Equal(wallet.Address.ToString(), result.Text("user_address"));
        Assert.Equal(payment.Hash.ToString(), result.Text("tx_hash"));
        var block = await node.Rpc.ResultAsync("getBlock", new[] { result.Number("block_height") });
        Assert.Contains(block.GetProperty("transactions").EnumerateArray(), one => one.Text("tx_hash") == payment.Hash.ToString());
        var began = DateTimeOffset.FromUnixTimeSeconds(block.GetProperty("header").GetProperty("timestamp").GetInt64());
        Assert.Equal(began.AddMonths(months).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), result.Text("expires_at"));
        var quota = await QuotaAsync(wallet);
        Assert.Equal(limit, quota.GetProperty("limit").GetInt64());
        Assert.Equal(tier, quota.Text("tier"));
        Assert.Equal(tier, (await node.Rpc.ResultAsync("getTierInfo", new[] { wallet.Address.ToString() })).Text("current_tier"));
        Assert.Equal(ceo + price, await BalanceAsync(Wallet.CeoAddress));
        Assert.Equal(5000 - price - 1, await BalanceAsync(wallet.Address));
    }

    [Theory]
    [InlineData(49)]
    [InlineData(51)]
    public async Task SubscribeTier_ForAnotherAmount_IsRefusedWithThePrice(ulong amount)
    {
        var wallet = await node.FundedAsync(1000);

        var answer = await SubscribeAsync("basic", 1, wallet.Subscription("basic", 1, amount, nonce: 0));

        Assert.Equal("50", answer.RefusedBy("amount", given: $"{amount}"));
        Assert.Equal("free", (await QuotaAsync(wallet)).Text("tier"));
        Assert.Equal(1000UL, await BalanceAsync(wallet.Address));
    }

    [Fact]
    public async Task SubscribeTier_WithThePaymentOfAnotherTier_IsRefusedAndTakesNothing()
    {
        var wallet = await node.FundedAsync(1000);

        var answer = await SubscribeAsync("pro", 1, wallet.Subscription("basic", 1, 50, nonce: 0));

        Assert.Equal("transaction", answer.Refused(-32602).Text("field"));
        Assert.Equal(0UL, (await node.BalanceAsync(wallet.Address)).Number("pending_nonce"));
    }

    [Theory]
    [InlineData("free", 1, "tier")]
    [InlineData("gold", 1, "tier")]
    [InlineData("basic", 0, "duration_months")]
    [InlineData("basic", 13, "duration_months")]
    public async Task SubscribeTier_OfWhatThereIsNot_NamesTheField(string tier, int months, string field) =>
        Assert.Equal(field, (await node.Rpc.CallAsync("subscribeTier", new { tier, duration_months = months })).Refused(-32602).Text("field"));

    [Fact]
    public async Task SubscribeTier_WithThePaymentASecondTime_BuysNothingMore()
    {
        var wallet = await node.FundedAsync(1000);
        var payment = wallet.Subscription("basic", 1, 50, nonce: 0);
        var first = (await SubscribeAsync("basic", 1, payment)).Result;

        var again = (await SubscribeAsync("basic", 1, payment)).Result;

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(949UL, await BalanceAsync(wallet.Address));
    }

    [Fact]
    public async Task SubscribeTier_WithAPaymentThatWaitsAlready_AnswersOnceItIsInABlock()
    {
        var wallet = await node.FundedAsync(1000);
        var payment = wallet.Subscription("basic", 1, 50, nonce: 0);
        await node.Rpc.ResultAsync("submitTransaction", new[] { Wallet.Json(payment) });

        Assert.Equal("basic", (await SubscribeAsync("basic", 1, payment)).Result.Text("current_tier"));
    }

    [Fact]
    public async Task Upgrade_FromBasicToPro_RaisesTheQuotaAtOnceAndKeepsWhatWasUsed()
    {
        var wallet = await node.SubscribedAsync("basic", 50, rest: 1000);
        await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(wallet));

        var result = (await SubscribeAsync("pro", 1, wallet.Subscription("pro", 1, 400, nonce: 1))).Result;

        Assert.Equal("pro", result.Text("current_tier"));
        var quota = await QuotaAsync(wallet);
        Assert.Equal((1UL, 1000UL, 999UL), (quota.Number("used"), quota.Number("limit"), quota.Number("requests_remaining")));
    }

    [Fact]
    public async Task Downgrade_FromProToBasic_WaitsUntilProEnds()
    {
        var wallet = await node.SubscribedAsync("pro", 400, rest: 1000);

        var result = (await SubscribeAsync("basic", 1, wallet.Subscription("basic", 1, 50, nonce: 1))).Result;

        Assert.Equal("basic", result.Text("tier"));
        Assert.Equal("pro", result.Text("current_tier"));
        Assert.Equal(1000UL, (await QuotaAsync(wallet)).Number("limit"));
    }

    [Fact]
    public async Task Renewal_OfTheSameTier_AddsMonthsAtItsEnd()
    {
        var wallet = await node.FundedAsync(1000);
        var first = (await SubscribeAsync("basic", 1, wallet.Subscription("basic", 1, 50, nonce: 0))).Result;

        var second = (await SubscribeAsync("basic", 2, wallet.Subscription("basic", 2, 100, nonce: 1))).Result;

        Assert.Equal(
            DateTimeOffset.Parse(first.Text("expires_at")!).AddMonths(2), DateTimeOffset.Parse(second.Text("expires_at")!));
    }

    [Fact]
    public async Task ChatCompletion_OfAModelAboveTheTier_IsRefusedUntilTheTierIncludesIt()
    {
        await using var premium = await DevNode.WithModelAsync("aigen-tiny,tier=pro");
        var wallet = await premium.SubscribedAsync("basic", 50, rest: 1000);

        var answer = await premium.Rpc.CallAsync("chatCompletion", Chat.Ask().SignedBy(wallet));

        var data = answer.Refused(2003);
        data.HasFields("current_tier", "required_tier", "model", "detail");
        Assert.Equal("Current tier does not support this model", answer.Sentence);
        Assert.Equal(("basic", "pro", "aigen-tiny"), (data.Text("current_tier"), data.Text("required_tier"), data.Text("model")));
        await premium.Rpc.ResultAsync("subscribeTier", new
        {
            tier = "pro",
            duration_months = 1,
            transaction = Wallet.Json(wallet.Subscription("pro", 1, 400, nonce: 1)),
        });
        Assert.Equal("aigen-tiny", (await premium.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(wallet))).Text("model_id"));
        Assert.Equal("pro", (await premium.Rpc.ResultAsync("listModels")).GetProperty("models")[0].Text("minimum_tier"));
    }

    [Fact]
    public async Task ChatCompletion_OfAModelAboveTheTier_CanBePaidFor()
    {
        await using var premium = await DevNode.WithModelAsync("aigen-tiny,tier=pro");
        var wallet = await premium.FundedAsync(10);

        var result = await premium.Rpc.ResultAsync("chatCompletion", Chat.Ask().Paying(wallet.Payment(2, nonce: 0)));

        Assert.Equal("credit", result.GetProperty("receipt").Text("funding"));
    }

    private Task<RpcAnswer> SubscribeAsync(string tier, int months, Transaction payment) =>
        node.Rpc.CallAsync("subscribeTier", new { tier, duration_months = months, transaction = Wallet.Json(payment) });

    private Task<JsonElement> QuotaAsync(Wallet wallet) => node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() });

    private async Task<ulong> BalanceAsync(Address address) => (await node.BalanceAsync(address)).Number("balance");
}
