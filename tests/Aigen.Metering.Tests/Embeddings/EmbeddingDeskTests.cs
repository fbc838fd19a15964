using System.Net;
using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Embeddings;

public sealed class EmbeddingDeskTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task EmbedAsync_SignedByAWallet_IsBilledToItByThePromptTokensAlone()
    {
        var answer = await EmbedAsync(Signed("one two", "three"));

        var receipt = answer.Receipt;
        Assert.Equal([[2f, 1f], [1f, 1f]], answer.Embeddings);
        Assert.Equal((TestDesk.Wallet.Address, Funding.Quota, 0UL), (receipt.Payer, receipt.Funding, receipt.Price));
        Assert.Equal((3U, 0U, 0U, CompletionEnd.Embedding), (receipt.PromptTokens, receipt.CachedTokens, receipt.CompletionTokens, receipt.End));
        Assert.Equal(RequestHash.OfEmbedding(null, ["one two", "three"]), receipt.Request);
        Assert.Equal(EmbeddingBytes.Hash(answer.Embeddings), receipt.Output);
        Assert.Equal((1UL, 3UL), (_test.Figures.Usage.Requests, _test.Figures.Usage.Tokens));
    }

    [Fact]
    public async Task EmbedAsync_WithAPayment_TakesThePriceOfItsTokens()
    {
        var answer = await EmbedAsync(Anonymous("one two three") with { Payment = _test.Payment(1) });

        Assert.Equal((3_000UL, 3_000UL), (answer.Receipt.Price, answer.Receipt.Reservation));
        Assert.Equal(new Credit(997_000), _test.Figures.Credit);
    }

    [Fact]
    public async Task EmbedAsync_ForTheLastOfTheCredit_TakesItAll()
    {
        await EmbedAsync(Anonymous(Words(1000)) with { Payment = _test.Payment(1) });

        Assert.Equal(Credit.Zero, _test.Figures.Credit);
    }

    [Fact]
    public async Task EmbedAsync_ForMoreThanThePayment_IsRefusedBeforeIt()
    {
        var request = Anonymous(Words(600), Words(401)) with { Payment = _test.Payment(1) };

        Assert.Equal(2UL, Assert.IsType<PaymentRequired>(await RefuseAsync(request)).EstimatedCost);
        Assert.Equal(Credit.Zero, _test.Figures.Credit);
    }

    [Fact]
    public async Task EmbedAsync_Cancelled_CostsNothingAndFreesWhatWasSetAside()
    {
        _test.Model.PauseAfter = 0;
        using var gone = new CancellationTokenSource();
        var running = _test.Desk.EmbedAsync(Signed("one"), gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        await _test.Desk.WhenSettled();
        Assert.Equal(0UL, _test.Figures.Usage.Requests);
        _test.Model.PauseAfter = null;
        for (var i = 0; i < 10; i++) await EmbedAsync(Signed("one"));
        Assert.IsType<QuotaExceeded>(await RefuseAsync(Signed("one")));
    }

    [Fact]
    public async Task EmbedAsync_ThatFails_CostsNothing()
    {
        _test.Model.Failure = new EngineStoppedException("scripted");

        await Assert.ThrowsAsync<EngineStoppedException>(() => _test.Desk.EmbedAsync(Signed("one"), CancellationToken.None));

        Assert.Equal(0UL, _test.Figures.Usage.Requests);
    }

    [Fact]
    public async Task EmbedAsync_WithTheSignatureOfAnotherKindOfRequest_IsRefused()
    {
        var chat = Anonymous("Hi") with { Proof = _test.Signed("Hi").Proof };
        var text = Anonymous("Hi") with { Proof = _test.ProofOf(RequestHash.OfText(null, new TextPrompt("Hi"))) };

        Assert.IsType<NotAuthorized>(await RefuseAsync(chat));
        Assert.IsType<NotAuthorized>(await RefuseAsync(text));
    }

    [Fact]
    public async Task EmbedAsync_SignedAndSentTwice_IsRefusedTheSecondTime()
    {
        var request = Signed("one");
        await EmbedAsync(request);

        Assert.Contains("seen before", Assert.IsType<NotAuthorized>(await RefuseAsync(request)).Message);
    }

    [Fact]
    public async Task EmbedAsync_ATextLongerThanTheModelTakes_IsNamed() =>
        Assert.Equal(new InputTooLong("text 1", 1001, 1000, ScriptedModel.Id), await RefuseAsync(Signed("one", Words(1001))));

    [Fact]
    public async Task EmbedAsync_ManyTextsOverAContextTogether_AreTaken() =>
        Assert.Equal(5000U, (await EmbedAsync(Signed([.. Enumerable.Repeat(Words(1000), 5)]))).Receipt.PromptTokens);

    [Theory]
    [InlineData(0, 1, "Input is 0 texts, allowed 1 to 256 texts")]
    [InlineData(257, 1, "Input is 257 texts, allowed 1 to 256 texts")]
    [InlineData(17, 1000, "Input is 17 texts of 17000 tokens together, allowed at most 16384 tokens together")]
    public async Task EmbedAsync_TooFewOrTooMany_IsRefusedWithTheNumbers(int texts, int words, string message) =>
        Assert.Equal(message, Assert.IsType<BadOption>(await RefuseAsync(Signed([.. Enumerable.Repeat(Words(words), texts)]))).Message);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task EmbedAsync_DimensionsOfAModelNotMadeForIt_AreRefused(int dimensions) => Assert.Equal(
        $"Dimensions is {dimensions}, allowed 2: model scripted was not made for shorter embeddings",
        Assert.IsType<BadOption>(await RefuseAsync(Anonymous("one") with { Dimensions = dimensions })).Message);

    private EmbedRequest Signed(params string[] input) => Anonymous(input) with { Proof = _test.ProofOf(RequestHash.OfEmbedding(null, input)) };

    private static EmbedRequest Anonymous(params string[] input) => new() { Input = input, From = IPAddress.Loopback };

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("w", count));

    private async Task<EmbeddingAnswer> EmbedAsync(EmbedRequest request)
    {
        var (answer, refusal) = await _test.Desk.EmbedAsync(request, CancellationToken.None);
        Assert.Null(refusal);
        return answer!;
    }

    private async Task<DeskRefusal> RefuseAsync(EmbedRequest request)
    {
        var (answer, refusal) = await _test.Desk.EmbedAsync(request, CancellationToken.None);
        Assert.Null(answer);
        return refusal!;
    }
}
