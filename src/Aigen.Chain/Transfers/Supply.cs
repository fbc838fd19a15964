using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>AIGEN made by the genesis block and AIGEN destroyed by fees since.</summary>
public readonly record struct Supply(Amount Minted, Amount Burned)
{
    /// <summary>What all balances add up to.</summary>
    public Amount Total => Minted - Burned;

    public static Supply Load(IStateReader state) => Decode(state.Get(StateKey.Supply));

    internal static Supply Decode(byte[]? bytes)
    {
        if (bytes is null)
        {
            return default;
        }

        var reader = new WireReader(bytes);
        return new Supply(new Amount(reader.UInt64()), new Amount(reader.UInt64()));
    }

    internal void Save(StateOverlay state) => state.Put(StateKey.Supply, new WireWriter().UInt64(Minted.Aigen).UInt64(Burned.Aigen).ToArray());
}
