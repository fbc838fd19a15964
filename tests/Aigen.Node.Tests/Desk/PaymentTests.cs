using System.Text.Json;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>Paying for tokens: the payment in a block before the answer, and the credit spent to the micro-AIGEN.</summary>
public sealed class PaymentTests(DevNode node) : IClassFixture<DevNode>
{
    private const ulong MicroPerToken = 1000;
    private const ulong MicroPerAigen = 1_000_000;

    [Fact]
    public async Task ChatCompletion_WithAPayment_IsAnsweredAfterTheBlockThatHoldsIt()
    {
        var wallet = await node.FundedAsync(100);
        var payment = wallet.Payment(3, nonce: 0);

        var result = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().Paying(payment));

        // The answer is there, so the payment must be in a block now, without waiting for the block time.
        var fate = await node.Rpc.ResultAsync("getTransaction", new[] { payment.Hash.ToString() });
        Assert.Equal("included", fate.Text("status"));
        var block = await node.Rpc.ResultAsync("getBlock", new[] { fate.Number("block_height") });
        Assert.InRange(block.GetProperty("header").GetProperty("timestamp").GetInt64(), payment.Timestamp, result.GetProperty("created").GetInt64());
        Assert.Equal(wallet.Address.ToString(), result.GetProperty("receipt").Text("payer"));
        Assert.Equal(96UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
    }

    [Fact]
    public async Task ChatCompletion_PaidThreeTimesInARow_HasABlockForEachPaymentWithinABlockTime()
    {
        await using var quiet = await DevNode.StartAsync();
        var wallet = await quiet.FundedAsync(100);
        var heights = new List<ulong>();
        var times = new List<long>();
        for (var nonce = 0UL; nonce < 5; nonce++)
        {
            var payment = wallet.Payment(1, nonce);
            await quiet.Rpc.ResultAsync("chatCompletion", Chat.Ask().Paying(payment));
            var fate = await quiet.Rpc.ResultAsync("getTransaction", new[] { payment.Hash.ToString() });
            heights.Add(fate.Number("block_height"));
            var header = (await quiet.Rpc.ResultAsync("getBlock", new[] { heights[^1] })).GetProperty("header");
            times.Add(header.GetProperty("timestamp").GetInt64());
        }

        // Five blocks of a second each would be four seconds apart.
        Assert.Equal(5, heights.Distinct().Count());
        Assert.InRange(times[^1] - times[0], 0, 2);
    }

    [Fact]
    public async Task Credit_AfterAnAnswer_IsLessByItsTokensExactly()
    {
        var wallet = await node.FundedAsync(100);

        var first = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().Paying(wallet.Payment(3, nonce: 0)));
        var spent = first.GetProperty("usage").Number("total_tokens") * MicroPerToken;
        Assert.Equal(spent, first.GetProperty("receipt").Number("price_micro_aigen"));
        Assert.Equal((3 * MicroPerAigen) - spent, await CreditAsync(wallet));

        var second = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask("Tell me a story").Paying(wallet.Payment(2, nonce: 1)));
        spent += second.GetProperty("usage").Number("total_tokens") * MicroPerToken;
        Assert.Equal((5 * MicroPerAigen) - spent, await CreditAsync(wallet));

        await node.IncludedReceiptAsync(second.Text("id")!);
        Assert.Equal((5 * MicroPerAigen) - spent, await CreditAsync(wallet));
        Assert.Equal(0UL, (await QuotaAsync(wallet)).Number("used"));
    }

    [Fact]
    public async Task Payment_SentAgain_BuysNothing()
    {
        var wallet = await node.FundedAsync(100);
        var payment = wallet.Payment(3, nonce: 0);
        await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().Paying(payment));
        var credit = await CreditAsync(wallet);

        var answer = await node.Rpc.CallAsync("chatCompletion", Chat.Ask().Paying(payment));

        Assert.Contains("used before", answer.Refused(2007).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(credit, await CreditAsync(wallet));
        Assert.Equal(96UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
    }

    [Fact]
    public async Task Credit_LeftOver_IsSpentByTheWalletsSignature()
    {
        var wallet = await node.SubscribedAsync("unlimited", 0, rest: 10);
        await node.IncludeAsync(wallet.Payment(1, nonce: 1));

        var result = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().SignedBy(wallet));

        Assert.Equal("credit", result.GetProperty("receipt").Text("funding"));
        Assert.Equal(MicroPerAigen - (result.GetProperty("usage").Number("total_tokens") * MicroPerToken), await CreditAsync(wallet));
    }

    [Fact]
    public async Task ChatCompletion_OfTheUnlimitedTierWithoutCredit_SaysWhatItCosts()
    {
        var wallet = await node.SubscribedAsync("unlimited", 0);

        var answer = await node.Rpc.CallAsync("chatCompletion", Chat.Ask(maxTokens: 3500).SignedBy(wallet));

        var data = answer.Refused(2007);
        data.HasFields("estimated_cost", "current_balance", "detail");
        Assert.Equal("Payment required for this operation", answer.Sentence);
        Assert.Equal(4UL, data.Number("estimated_cost"));
        Assert.Equal(0, data.GetProperty("current_balance").GetDecimal());
    }

    [Fact]
    public async Task Payment_TooSmallForMaxTokens_IsRefusedAndNotTaken()
    {
        var wallet = await node.FundedAsync(100);

        var answer = await node.Rpc.CallAsync("chatCompletion", Chat.Ask(maxTokens: 1001).Paying(wallet.Payment(1, nonce: 0)));

        var data = answer.Refused(2007);
        Assert.Equal(2UL, data.Number("estimated_cost"));
        Assert.Equal(1, data.GetProperty("current_balance").GetDecimal());
        await AssertNothingTakenAsync(wallet, 100);
    }

    [Fact]
    public async Task Payment_WhoseOwnPayloadAsksForMore_IsRefusedByTheChain()
    {
        var wallet = await node.FundedAsync(100);

        var answer = await node.Rpc.CallAsync("chatCompletion", Chat.Ask().Paying(wallet.Payment(1, nonce: 0, maxTokens: 1001)));

        Assert.Equal("2", answer.RefusedBy("amount", given: "1"));
        await AssertNothingTakenAsync(wallet, 100);
    }

    [Fact]
    public async Task Payment_ToAnybodyElse_BuysNothingAndIsNotTaken()
    {
        var wallet = await node.FundedAsync(100);

        var answer = await node.Rpc.CallAsync("chatCompletion", Chat.Ask().Paying(wallet.Transaction(Wallet.New().Address, 3, nonce: 0)));

        Assert.Contains(Wallet.CeoAddress.ToString(), answer.Refused(2007).Text("detail"), StringComparison.Ordinal);
        await AssertNothingTakenAsync(wallet, 100);
    }

    [Fact]
    public async Task Payment_AboveTheBalance_IsRefusedByBalance()
    {
        var wallet = await node.FundedAsync(2);

        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().Paying(wallet.Payment(2, nonce: 0)))).RefusedBy("balance", given: "2");

        await AssertNothingTakenAsync(wallet, 2);
    }

    [Fact]
    public async Task Payment_ForARequestThatIsRefused_IsNotTaken()
    {
        var wallet = await node.FundedAsync(100);

        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("model_id", "mistral-7b").Paying(wallet.Payment(3, nonce: 0)))).Refused(2001);
        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("top_p", 2).Paying(wallet.Payment(3, nonce: 0)))).Refused(-32602);
        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask(string.Concat(Enumerable.Repeat("word ", 1200))).Paying(wallet.Payment(3, nonce: 0))))
            .Refused(2008);

        await AssertNothingTakenAsync(wallet, 100);
    }

    [Fact]
    public async Task SamePayment_WithTwoRequestsAtOnce_ServesOne()
    {
        var wallet = await node.FundedAsync(100);
        var request = Chat.Ask(maxTokens: 30).Paying(wallet.Payment(3, nonce: 0));

        var answers = await Task.WhenAll(node.Rpc.CallAsync("chatCompletion", request), node.Rpc.CallAsync("chatCompletion", request));

        var served = Assert.Single(answers, answer => answer.Message.TryGetProperty("result", out _)).Result;
        Assert.Single(answers, answer => answer.Message.TryGetProperty("error", out _)).Refused(2007);
        Assert.Equal((3 * MicroPerAigen) - (served.GetProperty("usage").Number("total_tokens") * MicroPerToken), await CreditAsync(wallet));
    }

    [Fact]
    public async Task SameCredit_AskedForByManyAtOnce_IsNeverSpentTwice()
    {
        var wallet = await node.SubscribedAsync("unlimited", 0, rest: 10);
        await node.IncludeAsync(wallet.Payment(1, nonce: 1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => node.Rpc.CallAsync("chatCompletion", Chat.LongAnswer(400).SignedBy(wallet))));

        // 1,000 tokens, of which each takes 400 and its prompt: two fit, and a third finds less than 400.
        var served = answers.Where(answer => answer.Message.TryGetProperty("result", out _)).Select(answer => answer.Result).ToList();
        Assert.Equal(2, served.Count);
        Assert.All(answers.Where(answer => answer.Message.TryGetProperty("error", out _)), answer => answer.Refused(2007));
        var spent = served.Aggregate(0UL, (sum, result) => sum + (result.GetProperty("usage").Number("total_tokens") * MicroPerToken));
        Assert.Equal(MicroPerAigen - spent, await CreditAsync(wallet));
    }

    [Fact]
    public async Task Credit_ForFewTokensMore_LimitsTheAnswer()
    {
        var wallet = await node.SubscribedAsync("unlimited", 0, rest: 10);
        await node.IncludeAsync(wallet.Payment(1, nonce: 1));
        var large = await node.Rpc.ResultAsync("chatCompletion", Chat.LongAnswer(900).SignedBy(wallet));
        var left = await CreditAsync(wallet) / MicroPerToken;
        Assert.Equal("length", large.GetProperty("choices")[0].Text("finish_reason"));

        var small = await node.Rpc.ResultAsync("chatCompletion", Chat.LongAnswer(1).Without("max_tokens").SignedBy(wallet));

        Assert.Equal("length", small.GetProperty("choices")[0].Text("finish_reason"));
        Assert.Equal(left, small.GetProperty("usage").Number("total_tokens"));
        Assert.Equal(0UL, await CreditAsync(wallet));
    }

    private async Task AssertNothingTakenAsync(Wallet wallet, ulong balance)
    {
        var account = await node.BalanceAsync(wallet.Address);
        Assert.Equal((balance, 0UL), (account.Number("balance"), account.Number("pending_nonce")));
        Assert.Equal(0UL, await CreditAsync(wallet));
    }

    private Task<JsonElement> QuotaAsync(Wallet wallet) => node.Rpc.ResultAsync("checkQuota", new[] { wallet.Address.ToString() });

    private async Task<ulong> CreditAsync(Wallet wallet) => (await QuotaAsync(wallet)).Number("credit_micro_aigen");
}
