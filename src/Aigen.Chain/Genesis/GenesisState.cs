using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The state that a network begins with, and block 0, which nobody signs: its parent hash is the genesis file's.</summary>
internal static class GenesisState
{
    public static void Fill(StateOverlay state, ChainSpec spec)
    {
        var minted = Amount.Zero;
        foreach (var allocation in spec.Allocations)
        {
            new Account(allocation.Amount, 0).Save(state, allocation.Address);
            minted += allocation.Amount;
        }

        new Supply(minted, Amount.Zero).Save(state);
    }

    public static Block Block(ChainSpec spec, Hash256 stateRoot)
    {
        var header = new BlockHeader
        {
            ChainId = spec.ChainId,
            Height = 0,
            Timestamp = spec.GenesisTime,
            PreviousHash = spec.Hash,
            TransactionsRoot = MerkleTree.EmptyRoot,
            ReceiptsRoot = MerkleTree.EmptyRoot,
            OrdersRoot = MerkleTree.EmptyRoot,
            StateRoot = stateRoot,
            Producer = default,
            Shutdown = false,
        };
        return new Block(new SignedHeader(header, default), [], [], []);
    }
}
