using Aigen.Fuzz;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives.Tests.Fuzz;

public class TextTests
{
    [Fact]
    public void Address_AnyText_IsGoodByItsDefinitionOrRefused() => FuzzRun.Cases(120_000, random =>
    {
        var address = Address.From(ByteMutation.Noise(Address.Length, random));
        var text = AddressTexts.Good(address, random);
        for (var times = random.Next(3); times > 0 && text.Length > 0; times--)
        {
            text = AddressTexts.Bent(text, random);
        }

        var expected = AddressTexts.IsGood(text, digits => Address.From(Convert.FromHexString(digits)).ToString()[2..]);
        Assert.Equal((text, expected), (text, Address.TryParse(text, out var read)));
        Assert.True(!expected || text.EndsWith(Convert.ToHexString(read.Bytes), StringComparison.OrdinalIgnoreCase));
    });

    [Fact]
    public void Transaction_WithAnyAddressTexts_IsReadAsWrittenOrRefused() => FuzzRun.Cases(20_000, random =>
    {
        var text = AddressTexts.Good(Address.From(ByteMutation.Noise(Address.Length, random)), random);
        text = random.Next(3) == 0 ? text : AddressTexts.Bent(text, random);
        var transaction = Records.Transaction(random);
        var bent = transaction with { Receiver = new Party(transaction.Receiver.Address, text) };
        Decoding.Check(bent.Encoded.ToArray(), bytes =>
        {
            var read = Transaction.Decode(bytes);
            Assert.Equal((text, text), (read.Receiver.Text, bent.Receiver.Text));
            return read.Encoded.ToArray();
        });
    });

    [Fact]
    public void Hex_AnyText_IsDigitsInPairsOrRefused() => FuzzRun.Cases(60_000, random =>
    {
        var text = Hex.Encode(ByteMutation.Noise(random.Next(1, 40), random));
        text = random.Next(4) == 0 ? text : AddressTexts.Bent(text, random);
        var digits = text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0X", StringComparison.Ordinal) ? text[2..] : text;
        var expected = digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit);
        Assert.Equal((text, expected), (text, Hex.TryDecode(text, out var bytes)));
        Assert.True(!expected || Convert.ToHexString(bytes).Equals(digits, StringComparison.OrdinalIgnoreCase));
    });

    [Fact]
    public void Hash_OfAnyTransaction_IsOfTheDocumentedText() => FuzzRun.Cases(5_000, random =>
    {
        var it = Records.Transaction(random);
        var payload = it.Payload is null ? "null" : $"\"{Convert.ToBase64String(it.Payload)}\"";
        var text = $$"""{"sender":"{{it.Sender.Text}}","receiver":"{{it.Receiver.Text}}","amount":{{it.Amount.Aigen}},"timestamp":{{it.Timestamp}},"nonce":{{it.Nonce}},"priority":{{(it.Priority ? "true" : "false")}},"chain_id":{{it.ChainId}},"fee":{"base_fee":{{it.Fee.Base.Aigen}},"priority_fee":{{it.Fee.Priority.Aigen}},"burn_amount":{{it.Fee.Burn.Aigen}}},"payload":{{payload}}}""";
        Assert.Equal(Hash256.Of(System.Text.Encoding.UTF8.GetBytes(text)), it.Hash);
    });
}
