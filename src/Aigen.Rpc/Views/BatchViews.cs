using System.ComponentModel;
using System.Text.Json.Serialization;
using Aigen.Chain;
using Aigen.Metering;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Views;

internal sealed record BatchSubmittedView(
    bool Success,
    [property: Description("The hash of the payment.")] string JobId,
    [property: Description("When its turn may come at the earliest.")] string ScheduledTime,
    [property: Description("By the jobs before it, and how long they took lately; no promise.")] string EstimatedCompletion,
    string Status,
    [property: Description("Of the bill that the job will have.")] string ReceiptId)
{
    public static BatchSubmittedView Of(BatchJob job, long end) => new(
        true, job.Id.ToString(), Times.Text(job.ScheduledAt), Times.Text(end), job.State.ToString(), job.Receipt.ToString());
}

internal sealed record BatchJobView(
    string JobId,
    [property: Description("Pending (no block has its payment), Scheduled, Processing, Completed or Failed.")] string Status,
    string UserAddress, string ModelId, string Priority,
    [property: Description("Null where the node knows it from the chain alone; so are the times below.")] string? SubmittedTime,
    string? ScheduledTime,
    [property: Description("Null once it is at its end.")] string? EstimatedCompletion,
    string? StartedTime,
    [property: Description("When it completed or failed.")] string? CompletedTime,
    [property: Description("Of its bill, see getReceipt: funding batch, and of a failed job end failed, whose payment became credit.")] string ReceiptId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: Description("For the job's wallet alone: the prompt, or the JSON as text.")] string? InputData = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: Description("For the job's wallet alone: the answer, as chatCompletion has it.")] ChatCompletionView? Result = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: Description("For the job's wallet alone: why it failed.")] string? Error = null)
{
    public static BatchJobView Of(BatchJob job, long end) => new(
        job.Id.ToString(), job.State.ToString(), job.User.ToString(), job.Model, job.Priority.Name(), TextOrNull(job.SubmittedAt),
        TextOrNull(job.ScheduledAt), job.IsEnded ? null : Times.Text(end), TextOrNull(job.StartedAt), TextOrNull(job.EndedAt), job.Receipt.ToString());

    private static string? TextOrNull(long time) => time == 0 ? null : Times.Text(time);
}

/// <param name="Jobs">Newest first.</param>
internal sealed record BatchListView(IReadOnlyList<BatchJobView> Jobs);
