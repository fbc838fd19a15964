using System.Buffers.Binary;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>A wallet's balance and the nonce that its next transaction must have.</summary>
public readonly record struct Account(Amount Balance, ulong Nonce)
{
    internal const int EncodedLength = 2 * sizeof(ulong);

    public static Account Load(IStateReader state, Address address) => Decode(state.Get(StateKey.Account(address)));

    /// <summary>An account as the state has it; null is one that nobody has used.</summary>
    internal static Account Decode(byte[]? bytes)
    {
        if (bytes is null)
        {
            return default;
        }

        var reader = new WireReader(bytes);
        return new Account(new Amount(reader.UInt64()), reader.UInt64());
    }

    internal void Save(StateOverlay state, Address address)
    {
        var value = new byte[EncodedLength];
        BinaryPrimitives.WriteUInt64BigEndian(value, Balance.Aigen);
        BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(sizeof(ulong)), Nonce);
        state.Put(StateKey.Account(address), value);
    }
}
