namespace Aigen.Primitives;

/// <summary>
/// Prepaid inference, in micro-AIGEN: 1 AIGEN buys 1,000,000, and a token at list price costs 1,000. 128 bits hold the credit of
/// every AIGEN that a 64-bit amount can name.
/// </summary>
public readonly record struct Credit(UInt128 MicroAigen) : IComparable<Credit>
{
    public const uint MicroPerAigen = 1_000_000;

    public static Credit Zero => default;

    public static Credit Of(Amount amount) => new((UInt128)amount.Aigen * MicroPerAigen);

    public static Credit operator +(Credit left, Credit right) => new(checked(left.MicroAigen + right.MicroAigen));

    public static Credit operator -(Credit left, Credit right) => new(checked(left.MicroAigen - right.MicroAigen));

    public static bool operator <(Credit left, Credit right) => left.MicroAigen < right.MicroAigen;

    public static bool operator >(Credit left, Credit right) => left.MicroAigen > right.MicroAigen;

    public static bool operator <=(Credit left, Credit right) => left.MicroAigen <= right.MicroAigen;

    public static bool operator >=(Credit left, Credit right) => left.MicroAigen >= right.MicroAigen;

    public int CompareTo(Credit other) => MicroAigen.CompareTo(other.MicroAigen);

    public override string ToString() => $"{MicroAigen} micro-AIGEN";
}
