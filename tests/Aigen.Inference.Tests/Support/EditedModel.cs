using System.Buffers.Binary;
using System.Text;
using Aigen.Inference.Tests.Models;

namespace Aigen.Inference.Tests.Support;

/// <summary>The embedded model with other metadata, in a file that is gone when this is.</summary>
internal sealed class EditedModel : IDisposable
{
    // GGUF's types of values, and where tensor data begins: at multiples of this where the file says nothing else.
    private const uint UInt32 = 4;
    private const uint Bool = 7;
    private const int Alignment = 32;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"aigen-{Guid.NewGuid():N}.gguf");

    private EditedModel(byte[] file)
    {
        File.WriteAllBytes(_path, file);
        Model = LlamaModel.Load(new ModelOptions { Path = _path, Id = "edited" });
    }

    public LlamaModel Model { get; }

    public static EditedModel With(params (string Key, uint Value)[] numbers) =>
        new(Insert([.. numbers.Select(entry => Entry(entry.Key, UInt32, BitConverter.GetBytes(entry.Value)))]));

    public static EditedModel With(string key, bool value) => new(Insert([Entry(key, Bool, [value ? (byte)1 : (byte)0])]));

    /// <summary>With another value in place of the one that the file has.</summary>
    public static EditedModel Changed(string key, bool value)
    {
        var file = File.ReadAllBytes(TestModels.TinyPath);
        file[HeaderFields.Of(file).Single(field => field.What == key).Offset] = value ? (byte)1 : (byte)0;
        return new EditedModel(file);
    }

    public void Dispose()
    {
        Model.Dispose();
        File.Delete(_path);
    }

    private static byte[] Insert(byte[][] entries)
    {
        var file = File.ReadAllBytes(TestModels.TinyPath);
        var fields = HeaderFields.Of(file);
        var count = fields.Single(field => field.What == "number of entries").Offset;
        var metadataEnd = fields.First(field => field.What == "length of tensor").Offset;
        var headerEnd = fields.Last(field => field.What.StartsWith("offset of", StringComparison.Ordinal)).Offset + sizeof(ulong);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(count), BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(count)) + (ulong)entries.Length);

        byte[] header = [.. file[..metadataEnd], .. entries.SelectMany(entry => entry), .. file[metadataEnd..headerEnd]];
        return [.. header, .. new byte[Aligned(header.Length) - header.Length], .. file[Aligned(headerEnd)..]];
    }

    private static byte[] Entry(string key, uint type, byte[] value) =>
        [.. BitConverter.GetBytes((ulong)key.Length), .. Encoding.UTF8.GetBytes(key), .. BitConverter.GetBytes(type), .. value];

    private static int Aligned(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
