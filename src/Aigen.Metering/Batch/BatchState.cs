namespace Aigen.Metering;

/// <summary>Where a batch job is on its way.</summary>
public enum BatchState : byte
{
    /// <summary>No block has its payment yet.</summary>
    Pending = 1,

    /// <summary>It is paid for, and waits for its time or its turn.</summary>
    Scheduled = 2,

    Processing = 3,

    Completed = 4,

    /// <summary>It has no answer, and its payment became the wallet's credit.</summary>
    Failed = 5,
}
