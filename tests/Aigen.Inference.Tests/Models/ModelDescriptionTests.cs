using System.Security.Cryptography;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed class ModelDescriptionTests
{
    // Written down in models/README.md; receipts name it.
    private const string TinySha256 = "ead8af9485e261e079f91b6fcc0b128fdb136f12ac449b16aa062306fa60af14";

    [Fact]
    public async Task Description_OfTheEmbeddedModel_SaysWhatItIs()
    {
        using var model = TestModels.LoadTiny();
        var description = model.Description;

        Assert.Equal(("aigen-tiny", "Aigen Tiny", TestModels.TinyPath), (description.Id, description.Name, description.Path));
        Assert.Equal(("llama", "Q8_0"), (description.Architecture, description.Quantization));
        Assert.Equal((1024, 4096), (description.ContextLength, description.VocabularySize));
        Assert.Equal(new FileInfo(TestModels.TinyPath).Length, description.FileSize);
        Assert.InRange(description.ParameterCount, 5_000_000, 6_000_000);
        Assert.True(description.HasChatTemplate);
        Assert.Equal(TinySha256, await description.Sha256);
    }

    [Fact]
    public async Task Sha256_OfAFileLongerThanTheBuffer_IsThatOfTheWholeFile()
    {
        var path = Path.GetTempFileName();
        try
        {
            var bytes = RandomNumberGenerator.GetBytes(3_000_001);
            await File.WriteAllBytesAsync(path, bytes);

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), await FileDigest.ComputeSha256Async(path, default));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Description_WithoutAnId_TakesTheFilesName()
    {
        using var model = LlamaModel.Load(new ModelOptions { Path = TestModels.TinyPath });

        Assert.Equal("aigen-tiny-q8_0", model.Description.Id);
    }

    [Theory]
    [InlineData(0, 8192, 1024)]
    [InlineData(0, 100, 100)]
    [InlineData(2000, 100, 2000)]
    public void ContextLength_OfTheOptions_GoesBeforeTheTrainedOne(int asked, int cap, int expected)
    {
        using var model = LlamaModel.Load(TestModels.TinyOptions with { ContextLength = asked, MaxContextLength = cap });

        Assert.Equal(expected, model.Description.ContextLength);
    }

    [Fact]
    public void NativeLog_WithASink_GetsWholeLines()
    {
        var lines = new List<(NativeLogLevel Level, string Text)>();
        NativeLog.Sink = (level, line) => { lock (lines) lines.Add((level, line)); };
        try
        {
            using var model = TestModels.LoadTiny();
        }
        finally
        {
            NativeLog.Sink = null;
        }

        var told = lines.Where(line => line.Level == NativeLogLevel.Information);
        Assert.Contains(told, line => line.Text.Contains("general.name", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain('\n', line.Text));
    }
}
