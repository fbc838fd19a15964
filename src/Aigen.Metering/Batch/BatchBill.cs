using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>The words of the bill of a batch job that has no answer.</summary>
internal static class BatchBill
{
    /// <summary>The receipt but for price, time and signature, which the book adds.</summary>
    public static Receipt OfFailed(BatchOrder job) => new()
    {
        Id = job.Receipt,
        Payer = job.Payment.User,
        Model = default,
        Request = job.Payment.Input,
        Output = Hash256.Of([]),
        Sampling = Sampling.None,
        PromptTokens = 0,
        CachedTokens = 0,
        CompletionTokens = 0,
        End = CompletionEnd.Failed,
        Funding = Funding.Batch,
        Price = 0,
        Reservation = job.Price,
        Timestamp = 0,
        Node = default,
    };
}
