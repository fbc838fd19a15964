using Aigen.Chain;
using Aigen.Node.Client;

namespace Aigen.Node.Tests.Client;

public sealed class KeyReferenceTests
{
    [Theory]
    [InlineData("dev:1", "0x97B1C813eae702332BA3Eaa1625f942C5472626D")]
    [InlineData("dev:10", "0x7467ab10D350a98859b7ae5FD6A87eFAb9d307F4")]
    public void Load_DevelopmentKey_HasItsAddress(string text, string address)
    {
        var reference = KeyReference.Load(text);

        Assert.True(reference.IsDevelopment);
        Assert.Equal(address, reference.Key.Address.ToString());
    }

    [Fact]
    public void Load_DevelopmentCeo_IsTheTestKeyOfTheRfc() => Assert.Equal(DevelopmentKeys.CeoPublicKey, KeyReference.Load("dev:ceo").Key.PublicKey);

    [Theory]
    [InlineData("dev:0")]
    [InlineData("dev:11")]
    [InlineData("dev:")]
    public void Load_NoSuchDevelopmentKey_IsRefused(string text) =>
        Assert.Contains($"there is no key '{text}'", Assert.Throws<ClientException>(() => KeyReference.Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_FileThatIsNoKey_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("key.json", "{}");

        Assert.Contains($"{path} is not a key file", Assert.Throws<ClientException>(() => KeyReference.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AddressWithAWrongChecksum_NamesTheRightOne()
    {
        var refusal = Assert.Throws<ClientException>(() => AddressReference.Read("0x97b1C813eae702332BA3Eaa1625f942C5472626D"));

        Assert.Contains("0x97B1C813eae702332BA3Eaa1625f942C5472626D", refusal.Message, StringComparison.Ordinal);
    }
}
