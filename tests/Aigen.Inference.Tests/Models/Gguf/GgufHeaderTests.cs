using System.Runtime.InteropServices;
using System.Text;
using Aigen.Inference.Native;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed class GgufHeaderTests
{
    private readonly byte[] _file = File.ReadAllBytes(TestModels.TinyPath);

    [Fact]
    public void Read_TheEmbeddedModel_SaysWhatLlamaSaysOfIt()
    {
        var header = GgufHeader.Read(TestModels.TinyPath);
        using var model = TestModels.LoadTiny();

        Assert.Equal((3u, "llama", "Aigen Tiny", 7), (header.Version, header.Architecture, header.Name, header.FileType));
        Assert.Equal((1024, 6, 8, 4, 256, 704), (header.ContextLength, header.Layers, header.Heads, header.KeyValueHeads, header.Embedding, header.FeedForward));
        Assert.Equal((32, 32), (header.KeyLength, header.ValueLength));
        Assert.Equal(model.Description.ParameterCount, header.ParameterCount);
        Assert.Equal(model.Description.VocabularySize, header.VocabularySize);
        Assert.True(header.HasChatTemplate);
        Assert.InRange(header.WeightBytes, _file.Length - 100_000, _file.Length);
    }

    [Theory]
    [InlineData("version", 1, "it is a GGUF file of version 1, and 2 and 3 are known")]
    [InlineData("number of tensors", 1_000_000, "it says at byte 8 that it has 1000000 tensors, allowed 32768")]
    [InlineData("number of entries", 1_000_000, "it says at byte 16 that it has 1000000 metadata entries, allowed 4096")]
    [InlineData("length of key", 70_000, "the key of metadata entry 0 at byte 24 has 70000 bytes, allowed 65535")]
    [InlineData("length of key", 6_000_000, "the key of metadata entry 0 at byte 24 has 6000000 bytes, and 5923104 are left of the file's 5923136")]
    [InlineData("type of general.architecture", 77, "general.architecture at byte 52 has the type 77, which there is not")]
    [InlineData("element type of tokenizer.ggml.tokens", 9, "tokenizer.ggml.tokens at byte 857 is an array of the type 9, which there is not")]
    [InlineData("llama.block_count", 5000, "llama.block_count is 5000, allowed 0 to 4096")]
    [InlineData("type of token_embd.weight", 4, "tensor token_embd.weight at byte 92280 has the type 4, which there is not")]
    [InlineData("dimensions of token_embd.weight", 5, "tensor token_embd.weight at byte 92280 has 5 dimensions, allowed 1 to 4")]
    [InlineData("dimension 0 of token_embd.weight", 255, "tensor token_embd.weight at byte 92280 has rows of 255 numbers, no multiple of the 32 of a block")]
    public void Read_OneFieldWrong_SaysWhichAndWhere(string field, long value, string reason)
    {
        var (offset, size, _) = HeaderFields.Of(_file).First(known => known.What == field);
        BitConverter.GetBytes(value).AsSpan(0, size).CopyTo(_file.AsSpan(offset));

        Assert.Equal(reason, Assert.Throws<GgufException>(() => GgufHeader.Read(new MemoryStream(_file))).Message);
    }

    [Fact]
    public void Read_TensorsThatOverlap_AreRefused()
    {
        var second = HeaderFields.Of(_file).Where(known => known.What.StartsWith("offset of", StringComparison.Ordinal)).Skip(1).First();
        BitConverter.TryWriteBytes(_file.AsSpan(second.Offset), 32L);

        Assert.Contains("begins at 32 of the data, and the one before it ends at", Assert.Throws<GgufException>(() => GgufHeader.Read(new MemoryStream(_file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AHeaderOfAnotherAlignment_FindsItsTensors()
    {
        // No file of ours has another alignment: one tensor of four numbers, its data at a multiple of 128.
        var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write("GGUF"u8);
            writer.Write(2);
            writer.Write(1L);
            writer.Write(3L);
            Text(writer, "general.architecture");
            writer.Write(8);
            Text(writer, "odd");
            Text(writer, "general.alignment");
            writer.Write(4);
            writer.Write(128);
            Text(writer, "tokenizer.ggml.tokens");
            writer.Write(9);
            writer.Write(8);
            writer.Write(1L);
            Text(writer, "a");
            Text(writer, "one");
            writer.Write(1);
            writer.Write(4L);
            writer.Write(0);
            writer.Write(0L);
        }

        file.SetLength((file.Length + 127) / 128 * 128 + 16);

        Assert.Equal((4L, 16L), (GgufHeader.Read(Rewound(file)).ParameterCount, GgufHeader.Read(Rewound(file)).WeightBytes));
        file.SetLength(file.Length - 1);
        Assert.StartsWith("it is cut off: tensor one ends at byte ", Assert.Throws<GgufException>(() => GgufHeader.Read(Rewound(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void TensorTypes_ComparedWithTheLibrary_AreTheSame()
    {
        var library = NativeLibrary.Load(Path.Combine(LlamaBackend.EnsureStarted(), "libggml-base.so"));
        var elements = (delegate* unmanaged[Cdecl]<int, long>)NativeLibrary.GetExport(library, "ggml_blck_size");
        var bytes = (delegate* unmanaged[Cdecl]<int, nuint>)NativeLibrary.GetExport(library, "ggml_type_size");

        // GGML_TYPE_COUNT
        for (var type = 0; type < 43; type++)
        {
            GgufTensorType? expected = elements(type) == 0 ? null : new GgufTensorType((int)elements(type), (int)bytes(type));
            Assert.Equal((type, expected), (type, GgufTensorType.Find((uint)type)));
        }
    }

    [SmolFact]
    public void Read_ARealModel_SaysWhatItIs()
    {
        var header = GgufHeader.Read(TestModels.SmolPath!);

        Assert.Equal(("llama", 8192, 30, 9, 3, 576, 49152), (header.Architecture, header.ContextLength, header.Layers, header.Heads, header.KeyValueHeads, header.Embedding, header.VocabularySize));
    }

    private static MemoryStream Rewound(MemoryStream stream)
    {
        stream.Position = 0;
        return stream;
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write((long)text.Length);
        writer.Write(Encoding.UTF8.GetBytes(text));
    }
}
