using Aigen.Inference;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Sessions;

public sealed class BrokenStreamTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task StreamAsync_Cancelled_PaysForWhatWasDelivered()
    {
        var session = await OpenPausedAsync(after: 4);
        using var gone = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in session.StreamAsync(gone.Token))
            {
                if (piece.CompletionTokens == 4)
                {
                    await gone.CancelAsync();
                }
            }
        });
        Assert.Equal((4U, CompletionEnd.Cancelled, 5_000UL), (session.Receipt!.CompletionTokens, session.Receipt.End, session.Receipt.Price));
        Assert.Equal(Hash256.Of("word1 word2 word3 word4 "u8), session.Receipt.Output);
        Assert.Equal(new Credit(995_000), _test.Figures.Credit);
    }

    [Fact]
    public async Task StreamAsync_EngineFails_PaysForWhatWasDelivered()
    {
        var session = await OpenPausedAsync(after: 2);
        _test.Model.Failure = new EngineStoppedException("scripted");
        _test.Model.Continue.SetResult();
        await Assert.ThrowsAsync<EngineStoppedException>(async () =>
        {
            await foreach (var _ in session.StreamAsync(CancellationToken.None))
            {
            }
        });
        Assert.Equal((2U, CompletionEnd.Failed), (session.Receipt!.CompletionTokens, session.Receipt.End));
    }

    [Fact]
    public async Task StreamAsync_LeftBeforeTheFirstPiece_CostsNothing()
    {
        var session = await OpenPausedAsync(after: 0);
        using var gone = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in session.StreamAsync(gone.Token))
            {
            }
        });
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Null(session.Receipt);
        Assert.Equal(new Credit(1_000_000), _test.Figures.Credit);
    }

    [Fact]
    public async Task ReadToEndAsync_Cancelled_CostsNothingSinceNothingWasDelivered()
    {
        var session = await OpenPausedAsync(after: 4);
        using var gone = new CancellationTokenSource();
        var reading = session.ReadToEndAsync(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Null(session.Receipt);
        Assert.Equal(new Credit(1_000_000), _test.Figures.Credit);
    }

    private async Task<CompletionSession> OpenPausedAsync(int after)
    {
        _test.Model.PauseAfter = after;
        var outcome = await _test.Desk.OpenAsync(TestDesk.Anonymous() with { Payment = _test.Payment(1) }, CancellationToken.None);
        return outcome.Session!;
    }
}
