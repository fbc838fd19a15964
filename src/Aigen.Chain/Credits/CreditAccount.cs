using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>A wallet's prepaid inference.</summary>
public static class CreditAccount
{
    public static Credit Load(IStateReader state, Address address)
    {
        if (state.Get(StateKey.Credit(address)) is not { } bytes)
        {
            return Credit.Zero;
        }

        var reader = new WireReader(bytes);
        return new Credit(reader.UInt128());
    }

    internal static void Save(StateOverlay state, Address address, Credit credit) =>
        state.Put(StateKey.Credit(address), new WireWriter().UInt128(credit.MicroAigen).ToArray());
}
