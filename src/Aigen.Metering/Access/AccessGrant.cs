using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Metering;

/// <summary>What a wallet lets a token do, in its own signed words: whoever has the record can check that the wallet said so.</summary>
/// <param name="Proof">The wallet's signature of <see cref="AccessMessages.Login"/>.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
/// <param name="Cap">Micro-AIGEN of the wallet's credit that the token may spend in all; null for no limit but the credit itself.</param>
public sealed record AccessGrant(WalletProof Proof, long ExpiresAt, AccessScopes Scopes, ulong? Cap)
{
    public static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);

    /// <summary>A year, and the day that some have more.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    public static AccessGrant Decode(ReadOnlySpan<byte> record)
    {
        var reader = new WireReader(record);
        var proof = new WalletProof(reader.PublicKey(), reader.Int64(), reader.UInt64(), reader.Signature());
        var grant = new AccessGrant(proof, reader.Int64(), (AccessScopes)reader.Byte(), reader.Flag() ? reader.UInt64() : null);
        reader.ExpectEnd();
        return grant;
    }

    public byte[] Encode()
    {
        var writer = new WireWriter().Raw(Proof.PublicKey.Bytes).Int64(Proof.Timestamp).UInt64(Proof.Nonce).Raw(Proof.Signature.Bytes)
            .Int64(ExpiresAt).Byte((byte)Scopes).Flag(Cap is not null);
        return (Cap is { } cap ? writer.UInt64(cap) : writer).ToArray();
    }

    /// <summary>What nobody can grant. The timestamp is one that was checked.</summary>
    internal BadOption? FindFault()
    {
        var (first, last) = (Proof.Timestamp + (long)ShortestLife.TotalSeconds, Proof.Timestamp + (long)LongestLife.TotalSeconds);
        if (ExpiresAt < first || ExpiresAt > last)
        {
            return new BadOption("ExpiresAt", $"{ExpiresAt}", $"{first} to {last}, which is 1 minute to 366 days after wallet.timestamp");
        }

        return Scopes == AccessScopes.None ? new BadOption("Scopes", "empty", $"one or more of {string.Join(", ", AccessScopeNames.All)}") : null;
    }
}
