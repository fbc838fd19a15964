using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class GovernanceMethods(NodeServices node)
{
    public async ValueTask<RpcResult> SubmitShutdown(RpcCall call)
    {
        var order = new ShutdownOrder(
            call.Get(GovernanceParameters.Timestamp), call.Get(GovernanceParameters.Nonce), call.Get(GovernanceParameters.Reason),
            call.Get(GovernanceParameters.CeoSignature));
        return await node.Writer.SubmitAsync(order) is { } refusal
            ? RpcResult.Fail(ErrorTable.Of(refusal))
            : RpcResult.Ok(new ShutdownView(true, $"the network is shut down: {order.Reason}"), ViewJson.Default.ShutdownView);
    }

    public ValueTask<RpcResult> ApproveSip(RpcCall call) => Decide(call, approve: true);

    public ValueTask<RpcResult> VetoSip(RpcCall call) => Decide(call, approve: false);

    public async ValueTask<RpcResult> InitNewModel(RpcCall call)
    {
        var order = ReleaseParameters.Read(call);
        return await node.Writer.SubmitAsync(order) is { } refusal
            ? RpcResult.Fail(ErrorTable.Of(refusal))
            : RpcResult.Ok(RegisteredView.Of(ModelRelease.Load(node.Ledger.State, order.Id)!), ViewJson.Default.RegisteredView);
    }

    public ValueTask<RpcResult> ApproveModelUpgrade(RpcCall call) => DecideUpgrade(call, null);

    public ValueTask<RpcResult> RejectUpgrade(RpcCall call) => DecideUpgrade(call, call.Get(GovernanceParameters.Reason));

    public ValueTask<RpcResult> SubmitVote(RpcCall call)
    {
        var id = call.Get(GovernanceParameters.VotedId);
        return Answer(id, new VoteOrder(
            call.Get(GovernanceParameters.Timestamp), id, call.Get(GovernanceParameters.Vote), call.Get(GovernanceParameters.CeoSignature)));
    }

    public ValueTask<RpcResult> GetSipStatus(RpcCall call)
    {
        var id = call.Get(GovernanceParameters.VotedId);
        using var ledger = node.Ledger.OpenView();
        var voter = node.Ledger.Spec.CeoPublicKey;
        return ProposalView.Find(ledger.State, id, voter, node.Ledger.Spec.CeoWallet) is { } view
            ? new(RpcResult.Ok(view, ViewJson.Default.ProposalView))
            : new(RpcResult.Fail(ErrorTable.Of(new Refusal(RefusalRule.ProposalNotFound, $"there is no proposal {id}"))));
    }

    private ValueTask<RpcResult> Decide(RpcCall call, bool approve)
    {
        var id = call.Get(GovernanceParameters.ProposalId);
        return Answer(id, new SipDecisionOrder(id, approve, call.Get(GovernanceParameters.CeoSignature)));
    }

    private ValueTask<RpcResult> DecideUpgrade(RpcCall call, string? reason)
    {
        var id = call.Get(GovernanceParameters.UpgradeId);
        return Answer(id, new UpgradeDecisionOrder(call.Get(GovernanceParameters.Timestamp), id, reason, call.Get(GovernanceParameters.CeoSignature)));
    }

    private async ValueTask<RpcResult> Answer(string id, CeoOrder order) => await node.Writer.SubmitAsync(order) is { } refusal
        ? RpcResult.Fail(ErrorTable.Of(refusal))
        : RpcResult.Ok(new DecisionView(true, id), ViewJson.Default.DecisionView);
}
