using Aigen.Inference;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Sessions;

/// <summary>Several answers of one request have one bill: the prompt once, and of each answer what was delivered.</summary>
public sealed class SeveralAnswersTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task ReadToEndAsync_ThreeAnswers_BillsThePromptOnceAndAllAnswers()
    {
        using var session = await OpenAsync(answers: 3, maxTokens: 20);

        var answers = await session.ReadToEndAsync(CancellationToken.None);

        Assert.Equal(3, answers.Count);
        Assert.Equal(new TokenUsage(1, 30, 0), session.Usage);
        var receipt = session.Receipt!;
        Assert.Equal((1U, 30U, CompletionEnd.Stop), (receipt.PromptTokens, receipt.CompletionTokens, receipt.End));
        Assert.Equal((31_000UL, 61_000UL), (receipt.Price, receipt.Reservation));
        Assert.Equal((20U, 1U), (receipt.Sampling.MaxTokens, receipt.Sampling.Seed));
        Assert.Equal(new Credit(1_000_000 - 31_000), _test.Figures.Credit);
    }

    [Fact]
    public async Task ReadToEndAsync_CreditForLess_IsSharedInEqualParts()
    {
        _test.Model.AnswerTokens = 1000;
        using var session = await OpenAsync(answers: 3, maxTokens: null);

        var answers = await session.ReadToEndAsync(CancellationToken.None);

        // 1,000 tokens of credit, one of them the prompt's.
        Assert.All(answers, answer => Assert.Equal((333, FinishReason.Length), (answer.Finish.CompletionTokens, answer.Finish.Reason)));
        Assert.Equal((1_000_000UL, CompletionEnd.Length), (session.Receipt!.Price, session.Receipt.End));
        Assert.Equal(Credit.Zero, _test.Figures.Credit);
    }

    [Fact]
    public async Task StreamAsync_ThreeAnswers_HasTheBillWithTheLastEnd()
    {
        using var session = await OpenAsync(answers: 3, maxTokens: 20);

        var ends = new List<(int Index, bool HasBill)>();
        await foreach (var piece in session.StreamAsync(CancellationToken.None))
            if (piece.Finish is not null)
                ends.Add((piece.Index, session.Receipt is not null));

        Assert.Equal([(2, false), (1, false), (0, true)], ends);
        Assert.Equal(new TokenUsage(1, 30, 0), session.Usage);
    }

    [Fact]
    public async Task StreamAsync_Cancelled_PaysForWhatWasDeliveredOfEach()
    {
        using var session = await OpenAsync(answers: 3, maxTokens: 20);
        using var gone = new CancellationTokenSource();
        var pieces = 0;
        await foreach (var _ in session.StreamAsync(gone.Token))
            if (++pieces == 5)
                break;

        // Two words of the first, one of the second and third; the fifth piece is the second word of the second, which nobody took.
        Assert.Equal((4U, CompletionEnd.Cancelled, 5_000UL), (session.Receipt!.CompletionTokens, session.Receipt.End, session.Receipt.Price));
        byte[] hashes = [.. Hash256.Of("word1 word2 "u8).Bytes, .. Hash256.Of("word1 "u8).Bytes, .. Hash256.Of("word1 "u8).Bytes];
        Assert.Equal(Hash256.Of(hashes), session.Receipt.Output);
    }

    [Fact]
    public async Task OpenAsync_MoreAnswersThanTheModelComputesAtOnce_IsRefused() => Assert.Equal(
        new BadOption("N", "5", "1 to 4"), await _test.RefuseAsync(TestDesk.Anonymous() with { Options = new GenerationOptions { Answers = 5 } }));

    private async Task<CompletionSession> OpenAsync(int answers, int? maxTokens)
    {
        var request = TestDesk.Anonymous(maxTokens: maxTokens) with { Payment = _test.Payment(1), Options = new GenerationOptions { Answers = answers } };
        var outcome = await _test.Desk.OpenAsync(request, CancellationToken.None);
        Assert.Null(outcome.Refusal);
        return outcome.Session!;
    }
}
