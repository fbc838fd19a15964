namespace Aigen.Primitives.Tests.Values;

public class AmountTests
{
    [Fact]
    public void Plus_BeyondSixtyFourBits_Throws() =>
        Assert.Throws<OverflowException>(() => new Amount(ulong.MaxValue) + new Amount(1));

    [Fact]
    public void Minus_BelowZero_Throws() => Assert.Throws<OverflowException>(() => new Amount(1) - new Amount(2));

    [Fact]
    public void CreditOf_LargestAmount_IsExact() =>
        Assert.Equal((UInt128)ulong.MaxValue * 1_000_000, Credit.Of(new Amount(ulong.MaxValue)).MicroAigen);

    [Fact]
    public void CreditMinus_BelowZero_Throws() => Assert.Throws<OverflowException>(() => Credit.Zero - new Credit(1));
}
