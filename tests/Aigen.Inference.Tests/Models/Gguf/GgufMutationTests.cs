using System.Buffers.Binary;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

/// <summary>Thousands of damaged headers: each is refused with a sentence, or is one that llama.cpp may see.</summary>
public sealed class GgufMutationTests
{
    // What the reader keeps of a header, its buffer included, is far less; one of a length in the file would be far more.
    private const long MostMemory = 4 << 20;

    // Where the data of the tensors begins.
    private const int HeaderEnd = 95_536;

    private readonly byte[] _file = File.ReadAllBytes(TestModels.TinyPath);

    [Fact]
    public void Header_WithAnyFieldChanged_IsRefusedOrRead()
    {
        var refusals = new Dictionary<string, int>();
        var variants = 0;
        foreach (var (offset, size, what) in HeaderFields.Of(_file))
        {
            var place = _file.AsSpan(offset, size);
            var good = place.ToArray();
            foreach (var value in Values(good))
            {
                BitConverter.GetBytes(value).AsSpan(0, size).CopyTo(place);
                if (place.SequenceEqual(good)) continue;
                variants++;
                if (Refusal(_file.Length, what) is not null) refusals[what] = refusals.GetValueOrDefault(what) + 1;
            }

            good.CopyTo(place);
        }

        Assert.InRange(variants, 5_000, 50_000);
        Assert.All(
            refusals.Keys.Intersect(["version", "number of tensors", "number of entries", "count of tokenizer.ggml.tokens", "offset of output_norm.weight"]),
            what => Assert.True(refusals[what] > 5, $"{what}: {refusals[what]} refused"));
        Assert.True(refusals.Values.Sum() > variants * 3 / 4, $"{refusals.Values.Sum()} of {variants} refused");
    }

    [Fact]
    public void Header_CutOffAnywhere_IsRefused()
    {
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++)
        {
            var length = i < 500 ? random.Next(HeaderEnd) : random.Next(_file.Length);
            Assert.NotNull(Refusal(length, $"{length} bytes"));
        }

        Assert.Null(Refusal(_file.Length, "the whole file"));
    }

    [Fact]
    public void Header_WithRandomBitsChanged_IsRefusedOrRead()
    {
        var random = new Random(2);
        for (var i = 0; i < 1_000; i++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (At: random.Next(HeaderEnd), Bit: random.Next(8))).Distinct().ToList();
            changes.ForEach(Flip);
            Refusal(_file.Length, string.Join(", ", changes));
            changes.ForEach(Flip);
        }

        void Flip((int At, int Bit) change) => _file[change.At] ^= (byte)(1 << change.Bit);
    }

    private static IEnumerable<ulong> Values(byte[] good)
    {
        var bytes = new byte[8];
        good.CopyTo(bytes, 0);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return
        [
            0, 1, 9, 13, 32, 65_536, value - 1, value + 1, value * 2, value ^ 128, value << 32 | value, int.MaxValue, uint.MaxValue, 1ul << 32, 1ul << 40, 1ul << 62,
            long.MaxValue, 1ul << 63, ulong.MaxValue - 7, ulong.MaxValue,
        ];
    }

    private string? Refusal(int length, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            GgufHeader.Read(new MemoryStream(_file, 0, length, writable: false));
            return null;
        }
        catch (GgufException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return refusal.Message;
        }
        finally
        {
            var used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used < MostMemory, $"{what}: {used} bytes");
        }
    }
}
