using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed class ModelCatalogTests
{
    [Fact]
    public void TryGet_ByItsId_FindsTheModel()
    {
        using var catalog = new ModelCatalog([LoadTiny("a"), LoadTiny("b")]);

        Assert.True(catalog.TryGet("b", out var model));
        Assert.Equal("b", model.Description.Id);
        Assert.False(catalog.TryGet("B", out _));
        Assert.Equal("a", catalog.Default.Description.Id);
        Assert.Equal(["a", "b"], catalog.All.Select(each => each.Description.Id));
    }

    [Fact]
    public void Catalog_OfTwoModelsWithOneId_IsRefused()
    {
        using var first = LoadTiny("a");
        using var second = LoadTiny("a");

        var refusal = Assert.Throws<ArgumentException>(() => new ModelCatalog([first, second]));

        Assert.StartsWith("two models have the id a", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_OfNoModel_IsRefused() => Assert.Throws<ArgumentException>(() => new ModelCatalog([]));

    [Fact]
    public async Task Dispose_OfTheCatalog_StopsItsModels()
    {
        var model = LoadTiny("a");
        var prompt = model.Prompt("Hello");
        new ModelCatalog([model]).Dispose();

        await Assert.ThrowsAsync<EngineStoppedException>(() => model.AnswerAsync(prompt, Ask.Greedy));
        Assert.Throws<ObjectDisposedException>(() => model.Prepare([new(ChatRoles.User, "Hello")]));
    }

    private static LlamaModel LoadTiny(string id) => LlamaModel.Load(TestModels.TinyOptions with { Id = id });
}
