using System.Text;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>Jobs that are paid for now and computed later. What they ask and answer is shown to their wallet alone.</summary>
internal sealed class BatchMethods(NodeServices node)
{
    public async ValueTask<RpcResult> Submit(RpcCall call)
    {
        var (priority, model, input) = (call.Get(BatchParameters.Priority), call.Get(BatchParameters.ModelId), call.Get(BatchParameters.InputData));
        var request = BatchForm.Read(model, input);
        if (call.Get(TransactionParameters.Payment) is not { } payment)
        {
            return RpcResult.Fail(ErrorTable.Of(PaymentMissing(priority)));
        }

        var (job, refusal) = await node.Batch.SubmitAsync(
            new BatchSubmission(model, priority, BatchInput.Of(input.Value), request, payment), call.Aborted);
        return job is null
            ? RpcResult.Fail(ErrorTable.Of(refusal!))
            : RpcResult.Ok(BatchSubmittedView.Of(job, node.Batch.EstimatedEnd(job)), ViewJson.Default.BatchSubmittedView);
    }

    public ValueTask<RpcResult> GetStatus(RpcCall call)
    {
        var (id, proof) = (call.Get(BatchParameters.JobId), call.Get(BatchParameters.Wallet));
        var job = node.Batch.Find(id)
            ?? throw new RpcException(RpcError.InvalidParameter("job_id", $"{id}", "the job_id of a job that was paid for on this network"));
        var view = View(job);
        return new(RpcResult.Ok(MaySee(call, proof, job) ? WithContent(view, job) : view, ViewJson.Default.BatchJobView));
    }

    public ValueTask<RpcResult> List(RpcCall call)
    {
        var (user, state) = (call.Get(BatchParameters.UserAddress), call.Get(BatchParameters.Status));
        var jobs = node.Batch.Of(user).Where(job => state is null || job.State == state).Take(call.Get(BatchParameters.Limit));
        return new(RpcResult.Ok(new BatchListView([.. jobs.Select(View)]), ViewJson.Default.BatchListView));
    }

    private BatchJobView View(BatchJob job) => BatchJobView.Of(job, node.Batch.EstimatedEnd(job));

    private BatchJobView WithContent(BatchJobView view, BatchJob job)
    {
        var answer = node.Batch.AnswerOf(job);
        return view with
        {
            InputData = node.Batch.InputOf(job)?.Text,
            Result = job.State == BatchState.Completed && answer is not null ? JsonSerializer.Deserialize(answer, ViewJson.Default.ChatCompletionView) : null,
            Error = job.State == BatchState.Failed && answer is not null ? Encoding.UTF8.GetString(answer) : null,
        };
    }

    // Without a signature or a token of the job's wallet, a caller sees what the chain shows anyway.
    private bool MaySee(RpcCall call, WalletProof? proof, BatchJob job)
    {
        if (proof is not null)
        {
            return node.Batch.FindFault(job, proof, SignedCalls.AdmissionTo(call)) is { } fault ? throw new RpcException(ErrorTable.Of(fault)) : true;
        }

        return AccessMethods.TokenOf(call, node)?.Wallet == job.User && AccessMethods.TokenOf(call, node, AccessScopes.Read) is not null;
    }

    private PaymentRequired PaymentMissing(BatchPriority priority)
    {
        var price = BatchTerms.PriceOf(priority).Aigen;
        return new PaymentRequired(
            price, 0, $"a job of priority {priority.Name()} needs a transaction of {price} AIGEN to {node.Ledger.Spec.CeoWallet} with the payload "
            + "{\"user_address\",\"model_id\",\"priority\",\"input_hash\"}");
    }
}
