using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>
/// A batch job that was paid for. Its tokens are the job's alone: they are spent by the receipt whose id follows from the payment, or given
/// back as credit by that receipt where the job failed.
/// </summary>
/// <param name="Input">SHA-256 of what is to be computed.</param>
/// <param name="ScheduledAt">Unix seconds before which it is not computed.</param>
/// <param name="Paid">What it cost.</param>
/// <param name="State">What became of the payment.</param>
public sealed record BatchPayment(
    Address User, string Model, BatchPriority Priority, Hash256 Input, long ScheduledAt, Amount Paid, BatchPaymentState State)
{
    public Credit Credit => Credit.Of(Paid);

    /// <summary>The id of a job's receipt: the first bytes of the job's id. A receipt is settled once, so a job is.</summary>
    public static ReceiptId ReceiptOf(Hash256 job) => ReceiptId.From(job.Bytes[..ReceiptId.Length]);

    /// <summary>The payment of a job, which is the transaction of that hash; null where no block has it.</summary>
    public static BatchPayment? Load(IStateReader state, Hash256 job) => Load(state, ReceiptOf(job));

    internal static BatchPayment? Load(IStateReader state, ReceiptId receipt)
    {
        if (state.Get(StateKey.Batch(receipt)) is not { } bytes)
        {
            return null;
        }

        var reader = new WireReader(bytes);
        return new BatchPayment(
            reader.Address(), reader.Text(), (BatchPriority)reader.Byte(), reader.Hash(), reader.Int64(), new Amount(reader.UInt64()),
            (BatchPaymentState)reader.Byte());
    }

    internal static BatchPayment Of(BatchCall call, long now) => new(
        call.User, call.Model, call.Priority, call.Input, now + (long)BatchTerms.DelayOf(call.Priority).TotalSeconds,
        BatchTerms.PriceOf(call.Priority), BatchPaymentState.Open);

    internal void Save(StateOverlay state, ReceiptId receipt) => state.Put(
        StateKey.Batch(receipt), new WireWriter().Raw(User.Bytes).Text(Model).Byte((byte)Priority).Raw(Input.Bytes).Int64(ScheduledAt)
            .UInt64(Paid.Aigen).Byte((byte)State).ToArray());
}

/// <summary>What became of a payment for a batch job.</summary>
public enum BatchPaymentState : byte
{
    /// <summary>The job is to be computed.</summary>
    Open = 1,

    /// <summary>It was computed.</summary>
    Used = 2,

    /// <summary>It failed, and the payment became the wallet's credit.</summary>
    GivenBack = 3,
}
