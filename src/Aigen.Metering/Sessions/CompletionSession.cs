using System.Runtime.CompilerServices;
using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// One admitted completion: read it once, as a stream or whole. It is settled when it ends, however it ends: a stream that breaks pays for
/// what was delivered, and an answer that was to come whole pays nothing when it does not come.
/// </summary>
public sealed class CompletionSession : IDisposable
{
    private readonly ReservationBook _book;
    private readonly Reservation _reservation;
    private readonly CompletionJob _job;
    private bool _isSettled;

    internal CompletionSession(ReservationBook book, Reservation reservation, CompletionJob job)
    {
        (_book, _reservation, _job) = (book, reservation, job);
        Id = ReceiptId.New();
    }

    public ReceiptId Id { get; }

    public string ModelId => _job.Model.Description.Id;

    /// <summary>The bill; null until the answer has ended, and after an answer that cost nothing.</summary>
    public Receipt? Receipt { get; private set; }

    /// <summary>The answer piece by piece, after one that tells of the queue where it has to wait. The receipt is there when the last piece, which has the finish, comes.</summary>
    public async IAsyncEnumerable<CompletionPiece> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var delivered = new DeliveredAnswer();
        var end = CompletionEnd.Cancelled;
        try
        {
            await using var pieces = Generate(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await pieces.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (InferenceException)
                {
                    end = CompletionEnd.Failed;
                    throw;
                }

                var piece = pieces.Current;
                if (piece.Queue is not null)
                {
                    yield return piece;
                    continue;
                }

                if (piece.Finish is { } finish)
                {
                    delivered.Add(piece);
                    Settle(delivered, finish.Reason == FinishReason.Stop ? CompletionEnd.Stop : CompletionEnd.Length);
                    yield return piece;
                }
                else
                {
                    yield return piece;
                    delivered.Add(piece);
                }
            }
        }
        finally
        {
            Settle(delivered, end);
        }
    }

    /// <summary>The whole answer.</summary>
    public async Task<CompletedAnswer> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var logprobs = new List<TokenLogprob>();
        var delivered = new DeliveredAnswer();
        try
        {
            await foreach (var piece in Generate(cancellationToken).WithCancellation(cancellationToken))
            {
                if (piece.Queue is not null)
                {
                    continue;
                }

                text.Append(piece.Text);
                logprobs.AddRange(piece.Logprobs);
                delivered.Add(piece);
            }

            var finish = delivered.Finish!;
            Settle(delivered, finish.Reason == FinishReason.Stop ? CompletionEnd.Stop : CompletionEnd.Length);
            return new CompletedAnswer(text.ToString(), finish, logprobs);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Gives back what was set aside, where the answer was not read.</summary>
    public void Dispose() => Settle(new DeliveredAnswer(), CompletionEnd.Cancelled);

    private IAsyncEnumerable<CompletionPiece> Generate(CancellationToken cancellationToken) =>
        _job.Model.GenerateAsync(_job.Prompt, _job.Options with { MaxTokens = _reservation.MaxTokens }, _reservation.Weight, cancellationToken);

    private void Settle(DeliveredAnswer delivered, CompletionEnd end)
    {
        if (_isSettled)
        {
            return;
        }

        _isSettled = true;
        _job.Lease.Dispose();
        if (delivered.IsEmpty)
        {
            _book.Release(_reservation);
        }
        else
        {
            Receipt = _book.Settle(_reservation, _job.Bill(Id, _reservation, delivered, end));
        }
    }
}
