namespace Aigen.Primitives;

/// <summary>A number of whole AIGEN, 0 to 18,446,744,073,709,551,615. Arithmetic is checked: an overflow throws, it never wraps.</summary>
public readonly record struct Amount(ulong Aigen) : IComparable<Amount>
{
    public static Amount Zero => default;

    public static Amount operator +(Amount left, Amount right) => new(checked(left.Aigen + right.Aigen));

    public static Amount operator -(Amount left, Amount right) => new(checked(left.Aigen - right.Aigen));

    public static bool operator <(Amount left, Amount right) => left.Aigen < right.Aigen;

    public static bool operator >(Amount left, Amount right) => left.Aigen > right.Aigen;

    public static bool operator <=(Amount left, Amount right) => left.Aigen <= right.Aigen;

    public static bool operator >=(Amount left, Amount right) => left.Aigen >= right.Aigen;

    public int CompareTo(Amount other) => Aigen.CompareTo(other.Aigen);

    public override string ToString() => $"{Aigen} AIGEN";
}
