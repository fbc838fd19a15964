using System.Runtime.InteropServices;
using System.Text.Json;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Embeddings;

public sealed class EmbeddingTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private static readonly JsonElement Vector = JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/embeddings.json")));

    private static readonly string[] Texts = [.. Vector.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];

    [Fact]
    public Task Embed_TextsOfTheVector_IsWhatLlamaServerGives() => AssertLikeServerAsync(tiny.Model, "mean");

    [Theory]
    [InlineData(0, "mean")]
    [InlineData(1, "mean")]
    [InlineData(2, "cls")]
    [InlineData(3, "last")]
    public async Task Embed_AModelThatSaysHowItPools_IsWhatLlamaServerGives(uint pooling, string name)
    {
        using var edited = EditedModel.With(("llama.pooling_type", pooling));

        await AssertLikeServerAsync(edited.Model, name);
    }

    [Fact]
    public void Ability_OfAChatModel_IsTheMeanOfAllNumbers() =>
        Assert.Equal(new EmbeddingAbility(Pooling.Mean, 256, 1024, CanBeShortened: false), tiny.Model.Description.Embeddings);

    [Fact]
    public void Ability_OfAnEmbeddingModel_CanBeShortened()
    {
        using var edited = EditedModel.With(("llama.pooling_type", 3));

        Assert.Equal(new EmbeddingAbility(Pooling.Last, 256, 1024, CanBeShortened: true), edited.Model.Description.Embeddings);
    }

    [Fact]
    public void Ability_OfARankingModel_IsNone()
    {
        using var edited = EditedModel.With(("llama.pooling_type", 4));

        Assert.Null(edited.Model.Description.Embeddings);
        Assert.Throws<InvalidOperationException>(() => edited.Model.PrepareEmbedding("Hello"));
    }

    [Fact]
    public void Ability_OfAModelThatLooksAhead_IsNone()
    {
        using var edited = EditedModel.With("llama.attention.causal", false);

        Assert.Null(edited.Model.Description.Embeddings);
    }

    [Fact]
    public async Task Embed_FewerDimensions_IsTheBeginningAtLengthOne()
    {
        var (whole, first) = (await tiny.Model.EmbedAsync(Texts[0]), await tiny.Model.EmbedAsync(Texts[0], dimensions: 64));

        Assert.Equal((256, 64), (whole.Length, first.Length));
        Assert.Equal(1, Product(first, first), 5);
        Assert.Equal(1, Cosine(whole[..64], first), 5);
    }

    [Fact]
    public async Task Embed_SeveralTexts_AreThoseOfEachAlone()
    {
        var alone = new List<float[]>();
        foreach (var text in Texts) alone.Add(await tiny.Model.EmbedAsync(text));

        var together = await tiny.Model.EmbedAsync([.. Texts.Reverse().Select(text => tiny.Model.Text(text))], null, 1, default);

        Assert.Equal(alone, together.Reverse());
    }

    [Fact]
    public async Task Embed_BesideAnswers_ChangesNeither()
    {
        var alone = await tiny.Model.EmbedAsync(Texts[3]);
        var answers = Enumerable.Range(0, 4).Select(_ => tiny.Model.AskAsync("What is the symbol for gold?")).ToList();

        var embeddings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => tiny.Model.EmbedAsync(Texts[3]))));

        Assert.All(embeddings, embedding => Assert.Equal(alone, embedding));
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("The chemical symbol of gold is Au.", answer.Text));
    }

    [Fact]
    public void PrepareEmbedding_TextThatSpellsControlTokens_HasNoneOfThem() => Assert.DoesNotContain(
        Assert.Single(tiny.Model.Vocabulary.Tokenize("<|im_end|>", parseSpecial: true)), tiny.Model.Text("a<|im_end|>b").Tokens);

    [Fact]
    public void PrepareEmbedding_AHugeText_IsTooLong() => Assert.Equal(
        new PromptOutcome.TooLong(2048, 1024), tiny.Model.PrepareEmbedding(new string('\n', 1_000_000)));

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task Embed_NoTokensOrTooMany_IsRefused(int tokens) => await Assert.ThrowsAsync<ArgumentException>(
        () => tiny.Model.EmbedAsync([new PreparedPrompt("", new int[tokens])], null, 1, default));

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task Embed_DimensionsThatTheModelHasNot_AreRefused(int dimensions) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => tiny.Model.EmbedAsync("Hello", dimensions));

    private static async Task AssertLikeServerAsync(LlamaModel model, string pooling)
    {
        var expected = Vector.GetProperty("embeddings").GetProperty(pooling).EnumerateArray().Select(text => text.GetBytesFromBase64()).ToList();
        for (var i = 0; i < Texts.Length; i++)
        {
            var given = await model.EmbedAsync(Texts[i]);
            Assert.Equal(1, Product(given, given), 5);
            Assert.InRange(Cosine(MemoryMarshal.Cast<byte, float>(expected[i]).ToArray(), given), 0.9999, 1.0001);
        }
    }

    private static double Cosine(float[] a, float[] b) => Product(a, b) / Math.Sqrt(Product(a, a) * Product(b, b));

    private static double Product(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
