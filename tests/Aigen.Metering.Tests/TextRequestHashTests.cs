using System.Globalization;
using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering.Tests.Support;

namespace Aigen.Metering.Tests;

/// <summary>The hashes of the other kinds of requests, and of what embeddings are delivered, against what Node.js makes of them.</summary>
public sealed class TextRequestHashTests
{
    public static TheoryData<int> Texts => [.. Enumerable.Range(0, Load("request-hash-texts.json").Count)];

    public static TheoryData<int> Inputs => [.. Enumerable.Range(0, Load("request-hash-embeddings.json").Count)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void OfText_GoldenVector_IsWhatJavaScriptComputes(int index)
    {
        var vector = Load("request-hash-texts.json")[index];
        var suffix = vector.TryGetProperty("suffix", out var given) ? given.GetString() : null;
        var prompt = new TextPrompt(vector.GetProperty("prompt").GetString()!, suffix);

        var hash = RequestHash.OfText(vector.GetProperty("model_id").GetString(), prompt, RequestHashTests.Options(vector.GetProperty("options")));

        Assert.Equal(vector.GetProperty("hash").GetString(), hash.ToString());
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void OfEmbedding_GoldenVector_IsWhatJavaScriptComputes(int index)
    {
        var vector = Load("request-hash-embeddings.json")[index];
        var input = vector.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToList();
        int? dimensions = vector.TryGetProperty("dimensions", out var given) ? given.GetInt32() : null;

        Assert.Equal(vector.GetProperty("hash").GetString(), RequestHash.OfEmbedding(vector.GetProperty("model_id").GetString(), input, dimensions).ToString());
    }

    [Fact]
    public void Of_TheSameWordsInAnotherKindOfRequest_IsAnother()
    {
        var hashes = new[]
        {
            RequestHash.Of("m", [new ChatMessage("user", "a")]), RequestHash.Of("m", []), RequestHash.OfText("m", new TextPrompt("a")),
            RequestHash.OfText("m", new TextPrompt("a", "")), RequestHash.OfText("m", new TextPrompt("")), RequestHash.OfEmbedding("m", ["a"]),
            RequestHash.OfEmbedding("m", []), RequestHash.OfEmbedding("m", ["a", ""]), RequestHash.OfEmbedding("m", ["a"], 1),
        };

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void EmbeddingBytes_GoldenVector_AreWhatJavaScriptWrites()
    {
        var vector = JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/embedding-output.json")));
        var embeddings = vector.GetProperty("embeddings").EnumerateArray().ToList();
        var numbers = embeddings.Select(embedding => embedding.GetProperty("numbers").EnumerateArray()
            .Select(number => (float)double.Parse(number.GetString()!, CultureInfo.InvariantCulture)).ToArray()).ToList();

        Assert.Equal(embeddings.Select(embedding => embedding.GetProperty("base64").GetString()), numbers.Select(each => Convert.ToBase64String(EmbeddingBytes.Of(each))));
        Assert.Equal(vector.GetProperty("output_hash").GetString(), EmbeddingBytes.Hash(numbers).ToString());
    }

    private static List<JsonElement> Load(string file) =>
        [.. JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/" + file))).GetProperty("vectors").EnumerateArray()];
}
