using Aigen.Primitives.Encoding;
using Aigen.Primitives.Tests.Fuzz;

namespace Aigen.Primitives.Tests.Encoding;

public class WireReaderTests
{
    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Text_ThatIsNotUtf8_IsInvalidData(byte[] text)
    {
        var bytes = new WireWriter().Bytes(text).ToArray();
        Assert.Throws<InvalidDataException>(() => new WireReader(bytes).Text());
    }

    [Fact]
    public void List_CountThatItsBytesDoNotBack_CostsNoMemory()
    {
        var bytes = new WireWriter().UInt32(1 << 20).Raw(new byte[1 << 20]).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => new WireReader(bytes).List(static (ref WireReader reader) => (reader.Hash(), reader.Raw(1 << 19)[0])));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    [Fact]
    public void List_LongerThanAPage_HasEveryItem()
    {
        var bytes = new WireWriter().List(Enumerable.Range(0, 1000).ToArray(), static (w, i) => w.UInt32((uint)i)).ToArray();
        Assert.Equal(Enumerable.Range(0, 1000), new WireReader(bytes).List(static (ref WireReader reader) => (int)reader.UInt32()));
    }

    [Fact]
    public void TransactionHash_AddressLongerThanAny_IsInvalidData()
    {
        var bytes = new WireWriter().Text(new string('a', 400)).Text("b").Raw(new byte[200]).ToArray();
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new WireReader(bytes);
            TransactionHash.ReadFrom(ref reader);
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(6, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 4)]
    public void Receipt_EndOrFundingThatIsNone_IsInvalidData(byte end, byte funding)
    {
        var receipt = Records.Receipt(new Random(1)) with { End = (CompletionEnd)end, Funding = (Funding)funding };
        Assert.Throws<InvalidDataException>(() => Receipt.Decode(receipt.Encode()));
    }
}
