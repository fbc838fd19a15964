using System.Runtime.CompilerServices;
using System.Text;
using Aigen.Inference;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Metering;

/// <summary>
/// One admitted completion: read it once, as a stream or whole. It is settled when it ends, however it ends: a stream that breaks pays for
/// what was delivered, and answers that were to come whole pay nothing when one of them does not come.
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
        Id = reservation.Job?.Receipt ?? ReceiptId.New();
    }

    public ReceiptId Id { get; }

    public string ModelId => _job.Model.Description.Id;

    /// <summary>How many answers the request has.</summary>
    public int Answers => _job.Options.Answers;

    /// <summary>The bill; null until all answers have ended, and after answers that cost nothing.</summary>
    public Receipt? Receipt { get; private set; }

    /// <summary>What the bill counts; null as long as <see cref="Receipt"/> is.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>
    /// The answers piece by piece, after one that tells of the queue where they have to wait. The receipt is there when the last piece, the
    /// finish of whichever answer ends last, comes.
    /// </summary>
    public async IAsyncEnumerable<CompletionPiece> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var delivered = new DeliveredAnswers(Answers);
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
                }
                else if (piece.Finish is not null && delivered.Unfinished == 1)
                {
                    delivered.Add(piece);
                    Settle(delivered, delivered.End);
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

    /// <summary>The whole answers in their order, of which there is one where no more were asked for.</summary>
    public Task<IReadOnlyList<CompletedAnswer>> ReadToEndAsync(CancellationToken cancellationToken) => ReadToEndAsync(null, cancellationToken);

    /// <param name="beside">Puts what must be stored with the receipt or not at all; receipt and usage are there when it is called.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    internal async Task<IReadOnlyList<CompletedAnswer>> ReadToEndAsync(
        Action<IReadOnlyList<CompletedAnswer>, IWriteBatch>? beside, CancellationToken cancellationToken)
    {
        AnswerUnderWay[] answers = [.. Enumerable.Range(0, Answers).Select(_ => new AnswerUnderWay())];
        var delivered = new DeliveredAnswers(Answers);
        try
        {
            await foreach (var piece in Generate(cancellationToken).WithCancellation(cancellationToken))
            {
                if (piece.Queue is null)
                {
                    answers[piece.Index].Add(piece);
                    delivered.Add(piece);
                }
            }

            IReadOnlyList<CompletedAnswer> completed = [.. answers.Select(answer => answer.Completed)];
            Settle(delivered, delivered.End, beside is null ? null : batch => beside(completed, batch));
            return completed;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Gives back what was set aside, where the answer was not read.</summary>
    public void Dispose() => Settle(new DeliveredAnswers(Answers), CompletionEnd.Cancelled);

    private IAsyncEnumerable<CompletionPiece> Generate(CancellationToken cancellationToken) =>
        _job.Model.GenerateAsync(_job.Prompt, _job.Options with { MaxTokens = _reservation.MaxTokens }, _reservation.Weight, cancellationToken);

    private void Settle(DeliveredAnswers delivered, CompletionEnd end, Action<IWriteBatch>? beside = null)
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
            var usage = new TokenUsage(_job.Prompt.Tokens.Count, delivered.CompletionTokens, delivered.CachedTokens)
            {
                ReasoningTokens = delivered.ReasoningTokens,
            };
            var bill = _job.Bill(Id, _reservation, delivered, end);
            Receipt = _book.Settle(_reservation, bill, beside is null ? null : (receipt, batch) =>
            {
                (Receipt, Usage) = (receipt, usage);
                beside(batch);
            });
            Usage = usage;
        }
    }

    /// <summary>An answer of which the pieces are put together.</summary>
    private sealed class AnswerUnderWay
    {
        private readonly StringBuilder _text = new();
        private readonly StringBuilder _reasoning = new();
        private readonly GatheredCalls _calls = new();
        private readonly List<TokenLogprob> _logprobs = [];
        private CompletionFinish? _finish;

        public CompletedAnswer Completed => new(_text.ToString(), _finish!, _calls.Calls, _logprobs) { Reasoning = _reasoning.ToString() };

        public void Add(CompletionPiece piece)
        {
            _text.Append(piece.Text);
            _reasoning.Append(piece.Reasoning);
            _calls.Add(piece.ToolCalls);
            _logprobs.AddRange(piece.Logprobs);
            _finish = piece.Finish;
        }
    }
}
