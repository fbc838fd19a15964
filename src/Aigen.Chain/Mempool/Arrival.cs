using System.Threading.Tasks.Sources;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A submitted transaction on its way through the intake, and the answer that its submitter awaits, once.</summary>
internal sealed class Arrival(Transaction transaction) : IValueTaskSource<Submission>
{
    // Whoever answers a group answers many: what each submitter does next is the thread pool's.
    private ManualResetValueTaskSourceCore<Submission> _answer = new() { RunContinuationsAsynchronously = true };

    public Transaction Transaction => transaction;

    /// <summary>Why its signatures are refused; null where they are good.</summary>
    public Refusal? Refusal { get; set; }

    public ValueTask<Submission> Answered => new(this, _answer.Version);

    public void Answer(Submission submission) => _answer.SetResult(submission.Counted());

    public void Fail(Exception exception) => _answer.SetException(exception);

    Submission IValueTaskSource<Submission>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Submission>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<Submission>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}
