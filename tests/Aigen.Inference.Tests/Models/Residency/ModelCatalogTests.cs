using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed class ModelCatalogTests
{
    [Fact]
    public async Task Borrow_OfModelsThatCameResident_FindsThemByTheirIds()
    {
        using var catalog = new ModelCatalog([new IdleModel("a"), new IdleModel("b")]);

        using var lease = await catalog.BorrowAsync("b", default);

        Assert.Equal("b", lease.Model.Description.Id);
        Assert.False(catalog.Knows("B"));
        Assert.Equal("a", catalog.DefaultId);
        Assert.Equal(["a", "b"], catalog.Ids);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => catalog.BorrowAsync("c", default));
    }

    [Fact]
    public void Catalog_OfTwoModelsWithOneId_IsRefused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ModelCatalog([new IdleModel("a"), new IdleModel("a")]));

        Assert.StartsWith("two models have the id a", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_OfNoModel_IsRefused() => Assert.Throws<ArgumentException>(() => new ModelCatalog([]));

    [Fact]
    public async Task Dispose_OfTheCatalog_StopsItsModels()
    {
        var model = TestModels.LoadTiny();
        var prompt = model.Prompt("Hello");
        var catalog = new ModelCatalog([model]);
        catalog.Dispose();

        await Assert.ThrowsAsync<EngineStoppedException>(() => model.AnswerAsync(prompt, Ask.Greedy));
        Assert.Throws<ObjectDisposedException>(() => model.Prepare([new(ChatRoles.User, "Hello")]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => catalog.BorrowAsync("aigen-tiny", default));
    }

    [Fact]
    public async Task Borrow_ByManyAtOnce_LoadsOnce()
    {
        using var shelf = new Shelf(room: 4);
        var held = shelf.Hold("a");

        var borrowed = Enumerable.Range(0, 10).Select(_ => shelf.UseAsync("a")).ToList();
        held.SetResult();
        var models = await Task.WhenAll(borrowed);

        Assert.Single(models.Distinct());
        Assert.Equal(["a"], shelf.Loads);
    }

    [Fact]
    public async Task Borrow_WhileAnotherModelIsLoaded_DoesNotWaitForIt()
    {
        using var shelf = new Shelf(room: 4);
        var held = shelf.Hold("a");
        var slow = shelf.UseAsync("a");

        Assert.Equal("b", (await shelf.UseAsync("b")).Description.Id);
        Assert.False(slow.IsCompleted);

        held.SetResult();
        await slow;
    }

    [Fact]
    public async Task Borrow_GivenUpWhileLoading_LeavesTheLoadToOthers()
    {
        using var shelf = new Shelf(room: 4);
        var held = shelf.Hold("a");
        using var gone = new CancellationTokenSource();
        var first = shelf.Catalog.BorrowAsync("a", gone.Token);
        var second = shelf.UseAsync("a");

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held.SetResult();

        Assert.Equal("a", (await second).Description.Id);
        Assert.Equal(["a"], shelf.Loads);
        Assert.Equal(UnloadOutcome.Unloaded, await shelf.Catalog.UnloadAsync("a"));
    }

    [Fact]
    public async Task Borrow_OfAModelThatCannotBeLoaded_SaysWhyAndIsNotTriedAgainAtOnce()
    {
        using var shelf = new Shelf(room: 4);
        shelf.Broken.Add("b");

        var failure = await Assert.ThrowsAsync<ModelUnavailableException>(() => shelf.UseAsync("b"));
        await Assert.ThrowsAsync<ModelUnavailableException>(() => shelf.UseAsync("b"));

        Assert.Equal("model b cannot be used now: it is broken", failure.Message);
        Assert.Equal(["b"], shelf.Loads);
        Assert.Equal("it is broken", (await shelf.Catalog.DescribeAsync("b", default)).Fault);
        await shelf.UseAsync("a");

        shelf.Broken.Clear();
        shelf.Advance(TimeSpan.FromSeconds(31));
        await shelf.UseAsync("b");
        Assert.Null((await shelf.Catalog.DescribeAsync("b", default)).Fault);
    }

    [Fact]
    public async Task Load_ByTheOperator_TriesAgainAtOnce()
    {
        using var shelf = new Shelf(room: 4);
        shelf.Broken.Add("b");
        await Assert.ThrowsAsync<ModelUnavailableException>(() => shelf.UseAsync("b"));
        shelf.Broken.Clear();

        await shelf.Catalog.LoadAsync("b", default);

        Assert.Equal("b", await shelf.ResidentAsync());
    }

    [Fact]
    public async Task Unload_OfAModel_FreesItUnlessItIsInUse()
    {
        using var shelf = new Shelf(room: 4);
        Assert.Equal(UnloadOutcome.NotLoaded, await shelf.Catalog.UnloadAsync("a"));
        var lease = await shelf.Catalog.BorrowAsync("a", default);

        Assert.Equal(UnloadOutcome.InUse, await shelf.Catalog.UnloadAsync("a"));
        lease.Dispose();
        lease.Dispose();
        Assert.Equal(UnloadOutcome.Unloaded, await shelf.Catalog.UnloadAsync("a"));

        Assert.True(((IdleModel)lease.Model).IsDisposed);
        Assert.NotSame(lease.Model, await shelf.UseAsync("a"));
    }

    [Fact]
    public async Task Describe_OfAModelThatIsNotResident_SaysWhatItIsWithoutLoadingIt()
    {
        using var shelf = new Shelf(room: 4);
        using var model = LlamaModel.Load(Shelf.Options);

        var status = await shelf.Catalog.DescribeAsync("a", default);

        Assert.Empty(shelf.Loads);
        Assert.False(status.IsLoaded);
        Assert.Equal(await model.Description.Sha256, status.Sha256);
        Assert.Equal(model.Description with { Id = "a", Sha256 = status.Description.Sha256 }, status.Description);
    }

    [Fact]
    public async Task Describe_OfAFileThatIsNoModel_SaysWhy()
    {
        using var catalog = new ModelCatalog(
            [new ModelOptions { Path = "/dev/null", Id = "none" }], MemoryBudget.OfMachine(), (_, _, _, _) => throw new NotSupportedException(), TimeProvider.System);

        var status = await catalog.DescribeAsync("none", default);

        Assert.Equal(("none", "", "it has 0 bytes, fewer than the header of a GGUF file"), (status.Description.Id, status.Sha256, status.Fault));
        Assert.Equal(status.Fault, (await Assert.ThrowsAsync<ModelUnavailableException>(() => catalog.BorrowAsync("none", default))).Reason);
    }
}
