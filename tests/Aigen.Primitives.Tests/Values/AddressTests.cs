namespace Aigen.Primitives.Tests.Values;

public class AddressTests
{
    // The specification's vector: the public key of the seed 32 x 01.
    private const string Key = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
    private const string Checksummed = "0x97B1C813eae702332BA3Eaa1625f942C5472626D";

    [Fact]
    public void Of_SpecifiedKey_GivesSpecifiedAddress() =>
        Assert.Equal(Checksummed, Address.Of(PublicKey.Parse(Key)).ToString());

    [Theory]
    [InlineData(Checksummed)]
    [InlineData("97B1C813eae702332BA3Eaa1625f942C5472626D")]
    [InlineData("0x97b1c813eae702332ba3eaa1625f942c5472626d")]
    [InlineData("0X97B1C813EAE702332BA3EAA1625F942C5472626D")]
    public void Parse_AnySpelling_GivesTheSameAddress(string text)
    {
        Assert.Equal(AddressParse.Ok, Address.Parse(text, out var address));
        Assert.Equal(Checksummed, address.ToString());
    }

    [Fact]
    public void Parse_MixedCaseWithWrongChecksum_IsRefused() =>
        Assert.Equal(AddressParse.WrongChecksum, Address.Parse("0x97b1C813eae702332BA3Eaa1625f942C5472626D", out _));

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x97B1C813eae702332BA3Eaa1625f942C547262")]
    [InlineData("0x97B1C813eae702332BA3Eaa1625f942C5472626D00")]
    [InlineData("0x97B1C813eae702332BA3Eaa1625f942C5472626G")]
    [InlineData(" 0x97B1C813eae702332BA3Eaa1625f942C5472626D")]
    public void Parse_NoAddress_IsMalformed(string text)
    {
        Assert.Equal(AddressParse.Malformed, Address.Parse(text, out _));
        Assert.Equal(AddressParse.Malformed, Address.Parse(System.Text.Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData(Checksummed)]
    [InlineData("97b1c813eae702332ba3eaa1625f942c5472626d")]
    [InlineData("0x97b1C813eae702332BA3Eaa1625f942C5472626D")]
    [InlineData("0x97B1C813eae702332BA3Eaa1625f942C5472626D0")]
    [InlineData("0x97B1C813eae702332BA3Eaa1625f942C547262é")]
    public void Parse_OfUtf8_SaysWhatTheOneOfTextSays(string text)
    {
        var expected = Address.Parse(text, out var address);

        Assert.Equal(expected, Address.Parse(System.Text.Encoding.UTF8.GetBytes(text), out var same));
        Assert.Equal(address, same);
    }

    // From EIP-55 itself.
    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void ToString_ExamplesOfEip55_KeepTheirCase(string text) => Assert.Equal(text, Address.Parse(text.ToLowerInvariant()).ToString());

    [Fact]
    public void ToString_OfMoreAddressesThanAreKept_IsOfEachItsOwn()
    {
        var random = new Random(1);
        var bytes = new byte[Address.Length];
        var all = Enumerable.Range(0, 30_000).Select(_ =>
        {
            random.NextBytes(bytes);
            return Address.From(bytes);
        }).ToArray();

        for (var round = 0; round < 2; round++)
        {
            Assert.All(all, address => Assert.Equal(Convert.ToHexStringLower(address.Bytes), address.ToString()[2..].ToLowerInvariant()));
            Assert.Equal(Checksummed, Address.Parse(Checksummed.ToLowerInvariant()).ToString());
        }
    }
}
