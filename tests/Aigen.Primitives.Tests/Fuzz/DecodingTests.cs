using Aigen.Fuzz;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives.Tests.Fuzz;

/// <summary>Whatever bytes come, a record is read or refused as invalid data; and what is read has no other spelling.</summary>
public class DecodingTests
{
    private const int CasesEach = 130_000;

    [Fact]
    public void Transaction_FromAnyBytes_IsReadInItsOneFormOrRefused() => Run(
        random => Records.Transaction(random).Encoded.ToArray(), bytes => Transaction.Decode(bytes).Encoded.ToArray());

    [Fact]
    public void Receipt_FromAnyBytes_IsReadInItsOneFormOrRefused() => Run(
        random => Records.Receipt(random).Encode(), bytes => Receipt.Decode(bytes).Encode());

    [Fact]
    public void Order_FromAnyBytes_IsReadInItsOneFormOrRefused() => Run(random => Encode(Records.Order(random)), bytes =>
    {
        var reader = new WireReader(bytes);
        var order = CeoOrder.ReadFrom(ref reader);
        reader.ExpectEnd();
        return Encode(order);
    });

    [Fact]
    public void Header_FromAnyBytes_IsReadInItsOneFormOrRefused() => Run(
        random => Records.Header(random).Encode(), bytes => SignedHeader.Decode(bytes).Encode());

    [Fact]
    public void Block_FromAnyBytes_IsReadInItsOneFormOrRefused() => Run(
        random => Records.Block(random).Encode(), bytes => Block.Decode(bytes).Encode());

    private static void Run(Func<Random, byte[]> make, Func<byte[], byte[]> recode)
    {
        var good = Enumerable.Range(0, 64).Select(seed => make(new Random(seed))).ToArray();
        Assert.All(good, bytes => Assert.Equal(bytes, recode(bytes)));
        FuzzRun.Cases(CasesEach, random =>
        {
            var bytes = random.Next(20) == 0 ? ByteMutation.Noise(random.Next(400), random) : ByteMutation.Bend(good[random.Next(good.Length)], random);
            Decoding.Check(bytes, recode);
        });
    }

    private static byte[] Encode(CeoOrder order)
    {
        var writer = new WireWriter();
        order.WriteTo(writer);
        return writer.ToArray();
    }
}
