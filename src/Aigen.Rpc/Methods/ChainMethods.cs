using System.Text.Json;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class ChainMethods(NodeServices node)
{
    // Written once a head: it says nothing else.
    private volatile ChainInfo? _chainInfo;

    public ValueTask<RpcResult> GetChainInfo(RpcCall call)
    {
        var tip = node.Ledger.Tip;
        if (_chainInfo is not { } known || !ReferenceEquals(known.Tip, tip))
        {
            _chainInfo = known = new ChainInfo(tip, RpcResult.Raw(JsonSerializer.SerializeToUtf8Bytes(ViewOf(tip), ViewJson.Default.ChainInfoView)));
        }

        return new(known.Answer);
    }

    public ValueTask<RpcResult> GetBlock(RpcCall call)
    {
        var height = call.Get(ChainParameters.BlockHeight);
        var hash = call.Get(ChainParameters.BlockHash);
        var block = hash is { } wanted ? node.Ledger.Blocks.Find(wanted) : node.Ledger.Blocks.Find(height ?? node.Ledger.Head.Height);
        return block is null || (height is { } number && block.Header.Height != number)
            ? new(RpcResult.Fail(ErrorTable.BlockNotFound, NotFound(height, hash)))
            : new(RpcResult.Ok(BlockView.Of(block), ViewJson.Default.BlockView));
    }

    public ValueTask<RpcResult> GetBalance(RpcCall call)
    {
        var address = call.Get(ChainParameters.Address);
        var account = Account.Load(node.Ledger.State, address);
        var view = new BalanceView(address.ToString(), account.Balance.Aigen, account.Nonce, node.Mempool.PendingNonce(address, account));
        return new(RpcResult.Ok(view, ViewJson.Default.BalanceView));
    }

    public ValueTask<RpcResult> GetReceipt(RpcCall call)
    {
        var id = call.Get(ChainParameters.Receipt);
        // In this order: one leaves those that wait a moment after it is in a block, and whoever knows that block asks where it is.
        var pending = node.Writer.PendingReceipts.FirstOrDefault(receipt => receipt.Id == id);
        if (node.Ledger.Blocks.Locate(id) is not { } location)
        {
            return Answer(pending is null
                ? new ReceiptFateView(id.ToString(), "unknown", null, null, null, null)
                : new ReceiptFateView(id.ToString(), "pending", null, null, null, ReceiptView.Of(pending)));
        }

        var block = node.Ledger.Blocks.FindHeader(location.Height)!;
        var included = node.Ledger.Blocks.FindReceipt(location) is { } receipt ? ReceiptView.Of(receipt) : null;
        return Answer(new ReceiptFateView(id.ToString(), "included", location.Height, block.Hash.ToString(), location.Index, included));

        static ValueTask<RpcResult> Answer(ReceiptFateView view) => new(RpcResult.Ok(view, ViewJson.Default.ReceiptFateView));
    }

    private ChainInfoView ViewOf(LedgerTip tip)
    {
        var (spec, (head, supply), hash) = (node.Ledger.Spec, tip, tip.Head.Hash.ToString());
        return new(spec.ChainId, head.Height, hash, hash, 0, head.Header.Shutdown, supply.Total.Aigen, spec.NetworkMagic);
    }

    private string NotFound(ulong? height, Hash256? hash) => (height, hash) switch
    {
        (_, { } wanted) when node.Ledger.Blocks.FindHeight(wanted) is { } found && (height ?? found) == found => Pruned(found),
        ({ } number, null) when number <= node.Ledger.Head.Height => Pruned(number),
        ({ } number, { } wanted) => $"Block not found: there is no block {number} with hash {wanted}",
        (_, { } wanted) => $"Block not found: there is none with hash {wanted}",
        _ => $"Block not found: {height} is above the head, {node.Ledger.Head.Height}",
    };

    private string Pruned(ulong height) =>
        $"Block not found: block {height} was pruned: this node keeps blocks from {node.Ledger.Blocks.PrunedTo + 1} on";

    private sealed record ChainInfo(LedgerTip Tip, RpcResult Answer);
}
