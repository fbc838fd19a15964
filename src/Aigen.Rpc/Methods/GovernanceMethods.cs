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

    public ValueTask<RpcResult> GetSipStatus(RpcCall call)
    {
        var id = call.Get(GovernanceParameters.ProposalId);
        if (Proposal.Load(node.Ledger.State, id) is not { } proposal)
        {
            return new(RpcResult.Fail(ErrorTable.Of(new Refusal(RefusalRule.ProposalNotFound, $"there is no proposal {id}"))));
        }

        var view = new ProposalView(
            id, proposal.Status.ToString(), proposal.DocumentHash.ToString(), proposal.Proposer.ToString(), proposal.SubmittedAt,
            proposal.DecidedAt == 0 ? null : proposal.DecidedAt);
        return new(RpcResult.Ok(view, ViewJson.Default.ProposalView));
    }

    private async ValueTask<RpcResult> Decide(RpcCall call, bool approve)
    {
        var id = call.Get(GovernanceParameters.ProposalId);
        var order = new SipDecisionOrder(id, approve, call.Get(GovernanceParameters.CeoSignature));
        return await node.Writer.SubmitAsync(order) is { } refusal
            ? RpcResult.Fail(ErrorTable.Of(refusal))
            : RpcResult.Ok(new DecisionView(true, id), ViewJson.Default.DecisionView);
    }
}
