using System.Net;

namespace Aigen.Metering.Tests.Payers;

public class AnonymousWalletsTests
{
    private static readonly AnonymousWallets Wallets = new(new byte[32]);

    [Fact]
    public void WalletOf_SameAddress_IsTheSameWalletAlsoMappedIntoIpv6()
    {
        Assert.Equal(Of("192.0.2.1"), Of("192.0.2.1"));
        Assert.Equal(Of("192.0.2.1"), Of("::ffff:192.0.2.1"));
        Assert.NotEqual(Of("192.0.2.1"), Of("192.0.2.2"));
    }

    [Fact]
    public void WalletOf_Ipv6_IsOneWalletForThe64()
    {
        Assert.Equal(Of("2001:db8:1:2::1"), Of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        Assert.NotEqual(Of("2001:db8:1:2::1"), Of("2001:db8:1:3::1"));
    }

    [Fact]
    public void WalletOf_AnotherSecret_IsAnotherWallet() =>
        Assert.NotEqual(Of("192.0.2.1"), new AnonymousWallets([.. new byte[31], 1]).WalletOf(IPAddress.Parse("192.0.2.1")));

    private static Primitives.Address Of(string address) => Wallets.WalletOf(IPAddress.Parse(address));
}
