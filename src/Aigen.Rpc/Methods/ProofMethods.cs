using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class ProofMethods(NodeServices node)
{
    public ValueTask<RpcResult> GetTransactionProof(RpcCall call)
    {
        var hash = call.Get(ChainParameters.TransactionHash);
        return Answer(prover => prover.ProveTransaction(hash));
    }

    public ValueTask<RpcResult> GetReceiptProof(RpcCall call)
    {
        var id = call.Get(ChainParameters.Receipt);
        return Answer(prover => prover.ProveReceipt(id));
    }

    public ValueTask<RpcResult> GetAccountProof(RpcCall call)
    {
        var address = call.Get(ChainParameters.Address);
        return Answer(prover => new ProofOutcome(prover.ProveAccount(address), null));
    }

    public ValueTask<RpcResult> GetHeaders(RpcCall call)
    {
        var from = call.Get(ChainParameters.FromHeight);
        var limit = call.Get(ChainParameters.HeaderLimit);
        using var view = node.Ledger.OpenView();
        if (from > view.Head.Height)
        {
            return new(RpcResult.Fail(ErrorTable.BlockNotFound, $"Block not found: {from} is above the head, {view.Head.Height}"));
        }

        var count = Math.Min((ulong)limit, view.Head.Height - from + 1);
        var headers = new HeaderView[count];
        for (var i = 0; i < headers.Length; i++)
        {
            headers[i] = HeaderView.Of(view.Blocks.FindHeader(from + (ulong)i)!);
        }

        return new(RpcResult.Ok(new HeadersView(view.Head.Height, headers), ViewJson.Default.HeadersView));
    }

    private ValueTask<RpcResult> Answer(Func<ChainProver, ProofOutcome> prove)
    {
        using var view = node.Ledger.OpenView();
        var (proof, refusal) = prove(new ChainProver(view));
        return refusal is not null
            ? new(RpcResult.Fail(ErrorTable.Of(refusal)))
            : new(RpcResult.Ok(json => ProofDocument.Write(json, proof!)));
    }
}
