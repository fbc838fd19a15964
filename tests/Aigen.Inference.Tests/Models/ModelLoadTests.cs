using System.Text;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed class ModelLoadTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"aigen-{Guid.NewGuid():N}.gguf");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Load_NoSuchFile_SaysSo()
    {
        var failure = Assert.Throws<ModelLoadException>(() => LlamaModel.Load(new ModelOptions { Path = _file }));

        Assert.Equal($"{_file} cannot be loaded: no such file", failure.Message);
        Assert.Equal(_file, failure.Path);
    }

    [Theory]
    [InlineData("", "it has 0 bytes, fewer than the header of a GGUF file")]
    [InlineData("GGUF", "it has 4 bytes, fewer than the header of a GGUF file")]
    [InlineData("<html>this is not a model</html>", "it is not a GGUF file (it starts with 3C68746D, not 47475546)")]
    public void Load_NotAGguf_SaysWhy(string content, string reason) =>
        Assert.Equal(reason, LoadFailure(Encoding.ASCII.GetBytes(content)).Reason);

    [Fact]
    public void Load_AFolder_IsALoadFailure() =>
        Assert.Throws<ModelLoadException>(() => LlamaModel.Load(new ModelOptions { Path = Path.GetTempPath(), Id = "folder" }));

    [Theory]
    [InlineData(30)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(200_000)]
    [InlineData(3_000_000)]
    [InlineData(5_923_135)]
    public void Load_ATruncatedFile_SaysWhereItEnds(int length)
    {
        var failure = LoadFailure(File.ReadAllBytes(TestModels.TinyPath)[..length]);

        Assert.Contains($"{length}", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0xFFFFFFFF)] // version
    [InlineData(8, 0x7FFFFFFFFFFFFFFF)] // number of tensors
    [InlineData(16, 0x7FFFFFFFFFFFFFFF)] // number of metadata entries
    [InlineData(24, 0x7FFFFFFFFFFFFFFF)] // length of the first key
    public void Load_AHostileHeader_IsALoadFailure(int offset, long value)
    {
        var bytes = File.ReadAllBytes(TestModels.TinyPath);
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);

        Assert.NotEmpty(LoadFailure(bytes).Reason);
    }

    [Fact]
    public void Load_AVocabularyAlone_IsALoadFailure()
    {
        var bytes = File.ReadAllBytes(TestModels.TinyPath);
        bytes.AsSpan(8, 8).Clear();

        Assert.NotEmpty(LoadFailure(bytes).Reason);
    }

    [Theory]
    [InlineData("ContextLength", -1)]
    [InlineData("MaxContextLength", 0)]
    [InlineData("Threads", 513)]
    [InlineData("GpuLayers", -1)]
    [InlineData("QueueLimit", 0)]
    [InlineData("PrefillChunk", 15)]
    public void Load_AnOptionOutOfRange_NamesIt(string field, int value)
    {
        var options = new ModelOptions { Path = TestModels.TinyPath };
        options = field switch
        {
            "ContextLength" => options with { ContextLength = value },
            "MaxContextLength" => options with { MaxContextLength = value },
            "Threads" => options with { Threads = value },
            "GpuLayers" => options with { GpuLayers = value },
            "QueueLimit" => options with { QueueLimit = value },
            _ => options with { PrefillChunk = value },
        };

        var refusal = Assert.Throws<ArgumentException>(() => LlamaModel.Load(options));

        Assert.StartsWith($"{field} is {value}, allowed ", refusal.Message, StringComparison.Ordinal);
    }

    private ModelLoadException LoadFailure(byte[] content)
    {
        File.WriteAllBytes(_file, content);
        return Assert.Throws<ModelLoadException>(() => LlamaModel.Load(new ModelOptions { Path = _file }));
    }
}
