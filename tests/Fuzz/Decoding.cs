namespace Aigen.Fuzz;

/// <summary>What every reader of records promises, for any bytes.</summary>
internal static class Decoding
{
    // What a record is made of in memory, against its bytes: objects of a few words for items of a few bytes, and a refusal with its text.
    private const int BytesPerByte = 32;
    private const int BytesMore = 32 << 10;

    /// <summary>Bytes are read and written back the same, or refused as invalid data, and either costs memory only in proportion.</summary>
    public static void Check(byte[] bytes, Func<byte[], byte[]> recode)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        byte[]? again = null;
        try
        {
            again = recode(bytes);
        }
        catch (InvalidDataException)
        {
            // As it should.
        }
        catch (Exception e)
        {
            Assert.Fail($"{Convert.ToHexStringLower(bytes)} threw {e}");
        }

        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(cost <= ((long)BytesPerByte * bytes.Length) + BytesMore, $"{bytes.Length} bytes cost {cost}: {Convert.ToHexStringLower(bytes)}");
        if (again is not null && !again.AsSpan().SequenceEqual(bytes))
        {
            Assert.Fail($"{Convert.ToHexStringLower(bytes)} was read, and is written {Convert.ToHexStringLower(again)}");
        }
    }
}
