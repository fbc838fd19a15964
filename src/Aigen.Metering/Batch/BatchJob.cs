using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>A batch job as it is now; all of it is public but its input and its answer, which are not here. Times are Unix seconds.</summary>
public sealed record BatchJob
{
    /// <summary>The hash of its payment.</summary>
    public required Hash256 Id { get; init; }

    public required Address User { get; init; }

    public required string Model { get; init; }

    public required BatchPriority Priority { get; init; }

    /// <summary>When it came; 0 where the node knows it from the chain alone.</summary>
    public required long SubmittedAt { get; init; }

    public BatchState State { get; init; } = BatchState.Pending;

    /// <summary>When its turn may come at the earliest; 0 until a block has its payment.</summary>
    public long ScheduledAt { get; init; }

    /// <summary>When it was begun, the last time; 0 before.</summary>
    public long StartedAt { get; init; }

    /// <summary>When it completed or failed; 0 before.</summary>
    public long EndedAt { get; init; }

    public bool IsEnded => State is BatchState.Completed or BatchState.Failed;

    public ReceiptId Receipt => BatchPayment.ReceiptOf(Id);

    /// <summary>How many calls hand its payment in at this moment.</summary>
    internal int Payers { get; init; }

    /// <summary>When it is tried again, after the node could not run it.</summary>
    internal long RetryAt { get; init; }

    internal BatchJob PaidBy(BatchPayment payment) => this with
    {
        State = BatchState.Scheduled,
        ScheduledAt = payment.ScheduledAt,
    };

    /// <summary>What the chain alone tells of a job.</summary>
    internal static BatchJob Of(Hash256 id, BatchPayment payment) => new()
    {
        Id = id,
        User = payment.User,
        Model = payment.Model,
        Priority = payment.Priority,
        SubmittedAt = 0,
        ScheduledAt = payment.ScheduledAt,
        State = payment.State switch
        {
            BatchPaymentState.Used => BatchState.Completed,
            BatchPaymentState.GivenBack => BatchState.Failed,
            _ => BatchState.Scheduled,
        },
    };
}
