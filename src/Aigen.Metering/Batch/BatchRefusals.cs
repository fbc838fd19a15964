using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>As many batch jobs wait as may wait.</summary>
public sealed record BatchQueueFull(int Jobs, int Limit) : DeskRefusal($"{Jobs} batch jobs wait, at most {Limit} may: try again later");

/// <summary>Why a payment is not the one of the job that it came with.</summary>
internal static class BatchRefusals
{
    public static PaymentRequired NotAPayment(BatchPriority priority, Credit credit, Address ceo) => new(
        BatchTerms.PriceOf(priority).Aigen, (decimal)credit.MicroAigen / Credit.MicroPerAigen,
        $"the transaction pays for no batch job: it must go to {ceo} with the payload {{\"user_address\",\"model_id\",\"priority\",\"input_hash\"}}");

    public static BadOption AnotherJob(BatchPayment paid, BatchSubmission asked) => new(
        "Transaction", $"a payment for model {paid.Model}, priority {paid.Priority.Name()} and input {paid.Input}",
        $"one for model {asked.Model}, priority {asked.Priority.Name()} and input {asked.Input.Hash}");

    public static BadOption InputTooLarge(int bytes, int limit) => new("InputData", $"{bytes} bytes", $"up to {limit} bytes");
}
