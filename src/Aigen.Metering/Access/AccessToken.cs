using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// A token that this node gave out: the grant of its wallet, and what of the cap is spent or set aside. The reservation book alone moves
/// those two, under its lock.
/// </summary>
public sealed class AccessToken
{
    private const int IdBytes = 8;

    private ulong _spent;
    private ulong _reserved;
    private long _revokedAt;

    internal AccessToken(Hash256 hash, AccessGrant grant, ulong spent = 0, long revokedAt = 0)
    {
        (Hash, Grant, _spent, _revokedAt) = (hash, grant, spent, revokedAt);
        Id = Convert.ToHexStringLower(hash.Bytes[..IdBytes]);
        Wallet = grant.Proof.PublicKey.Address;
    }

    /// <summary>Names the token to people and in calls: the first 16 hex digits of its hash, which give nothing of it away.</summary>
    public string Id { get; }

    public Address Wallet { get; }

    public AccessGrant Grant { get; }

    /// <summary>Micro-AIGEN of settled requests.</summary>
    public ulong Spent => Volatile.Read(ref _spent);

    /// <summary>Micro-AIGEN that running requests have set aside.</summary>
    public ulong Reserved => Volatile.Read(ref _reserved);

    /// <summary>Unix seconds; null while it is not revoked.</summary>
    public long? RevokedAt => Volatile.Read(ref _revokedAt) is > 0 and var time ? time : null;

    internal Hash256 Hash { get; }

    public bool IsAlive(long now) => RevokedAt is null && now < Grant.ExpiresAt;

    /// <summary>So much of a credit as the cap leaves.</summary>
    internal Credit Within(Credit credit) =>
        Grant.Cap is { } cap && credit.MicroAigen > Left(cap) ? new Credit(Left(cap)) : credit;

    internal void Reserve(ulong microAigen) => Volatile.Write(ref _reserved, checked(_reserved + microAigen));

    internal void Release(ulong microAigen) => Volatile.Write(ref _reserved, checked(_reserved - microAigen));

    internal void Spend(ulong microAigen) => Volatile.Write(ref _spent, SpentWith(microAigen));

    internal ulong SpentWith(ulong microAigen) => checked(_spent + microAigen);

    /// <summary>The first time counts.</summary>
    internal void Revoke(long now) => Interlocked.CompareExchange(ref _revokedAt, now, 0);

    private ulong Left(ulong cap) => cap - Math.Min(cap, _spent + _reserved);
}
