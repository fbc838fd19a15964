using System.Net;

namespace Aigen.Metering.Tests.Payers;

public sealed class AnonymousWalletsTests
{
    private static readonly AnonymousWallets Wallets = new([.. Enumerable.Repeat((byte)1, 32)]);

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("fe80::1", "fe80::1%1")]
    public void WalletOf_TheSameCallerWrittenOtherwise_IsTheSame(string one, string other) => Assert.Equal(WalletOf(one), WalletOf(other));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("0.0.0.0", "::")]
    [InlineData("127.0.0.1", "::1")]
    public void WalletOf_AnotherCaller_IsAnother(string one, string other) => Assert.NotEqual(WalletOf(one), WalletOf(other));

    [Fact]
    public void WalletOf_UnderAnotherSecret_IsAnother()
    {
        var other = new AnonymousWallets([.. Enumerable.Repeat((byte)2, 32)]);

        Assert.NotEqual(WalletOf("203.0.113.7"), other.WalletOf(IPAddress.Parse("203.0.113.7")));
    }

    [Fact]
    public void WalletOf_GoldenVector_IsKept()
    {
        // HMAC-SHA-256 of the four bytes of the address under 32 x 01, its first 20 bytes; by Node.js. Another value would give every
        // caller a new quota.
        Assert.Equal("0xaf05d8262373ae1651d62877b01d5ea6c9a92be8", WalletOf("203.0.113.7").ToString().ToLowerInvariant());
    }

    private static Primitives.Address WalletOf(string address) => Wallets.WalletOf(IPAddress.Parse(address));
}
