using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

/// <summary>Which models are resident where memory is short.</summary>
public sealed class ModelRoomTests
{
    [Fact]
    public async Task Borrow_BeyondTheBudget_UnloadsTheOneUsedLongestAgo()
    {
        using var shelf = new Shelf(room: 2);
        var a = await shelf.UseAsync("a");
        var b = await shelf.UseAsync("b");
        await shelf.UseAsync("a");

        await shelf.UseAsync("c");

        Assert.Equal("ac", await shelf.ResidentAsync());
        Assert.Equal((false, true), (a.IsDisposed, b.IsDisposed));
    }

    [Fact]
    public async Task Borrow_WithEverythingInUse_IsRefusedWithTheNumbers()
    {
        using var shelf = new Shelf(room: 2);
        using var a = await shelf.Catalog.BorrowAsync("a", default);
        using var b = await shelf.Catalog.BorrowAsync("b", default);

        var refusal = await Assert.ThrowsAsync<ModelUnavailableException>(() => shelf.UseAsync("c"));

        var both = ModelNeed.Bytes(2 * Shelf.Need.Total);
        Assert.Equal($"it needs {Shelf.Need}, and models may have {both} of memory, of which {both} are in use by a, b", refusal.Reason);
        Assert.Equal("ab", await shelf.ResidentAsync());
        Assert.DoesNotContain("c", shelf.Loads);
        b.Dispose();
        await shelf.UseAsync("c");
        Assert.Equal("ac", await shelf.ResidentAsync());
    }

    [Fact]
    public async Task Borrow_OfAModelLargerThanTheBudget_UnloadsNothing()
    {
        var big = Shelf.Options with { Id = "big", Parallel = 64 };
        using var catalog = new ModelCatalog(
            [Shelf.Options with { Id = "a" }, big], new MemoryBudget(2 * Shelf.Need.Total, () => new MachineMemory(1L << 40, 1L << 40)),
            (options, _, _, _) => Task.FromResult<ILanguageModel>(new IdleModel(options.EffectiveId)), TimeProvider.System);
        await catalog.LoadAsync("a", default);

        var refusal = await Assert.ThrowsAsync<ModelUnavailableException>(() => catalog.LoadAsync("big", default));

        var need = ModelNeed.Of(GgufHeader.Read(TestModels.TinyPath), big);
        Assert.Equal($"it needs {need}, and models may have {ModelNeed.Bytes(2 * Shelf.Need.Total)} of memory", refusal.Reason);
        Assert.True((await catalog.DescribeAsync("a", default)).IsLoaded);
    }

    [Fact]
    public async Task Borrow_OnAMachineWithTooLittleLeft_IsRefusedWithTheNumbers()
    {
        using var shelf = new Shelf(room: 4, () => new MachineMemory(8L << 20, 4L << 20));

        var refusal = await Assert.ThrowsAsync<ModelUnavailableException>(() => shelf.UseAsync("a"));

        Assert.Equal($"it needs {Shelf.Need}, and 4.0 MiB of this machine's 8.0 MiB are available", refusal.Reason);
        Assert.Empty(shelf.Loads);
    }

    [Fact]
    public async Task Preload_WithoutRoom_LeavesTheOthersAlone()
    {
        using var shelf = new Shelf(room: 2);
        await shelf.UseAsync("a");

        await shelf.Catalog.PreloadAsync("b", default);
        await shelf.Catalog.PreloadAsync("c", default);

        Assert.Equal("ab", await shelf.ResidentAsync());
        Assert.Equal(["a", "b"], shelf.Loads);
    }

    [Fact]
    public async Task Borrow_ByManyWithRoomForFew_NeverUnloadsWhatIsInUse()
    {
        using var shelf = new Shelf(room: 3);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(seed => Task.Run(() => AskAsync(new Random(seed)))));

        Assert.True(shelf.Loads.Count > 4, $"{shelf.Loads.Count} loads");
        Assert.InRange((await shelf.ResidentAsync()).Length, 1, 3);

        // Each holds one model at a time, so that there is always one that can leave.
        async Task AskAsync(Random random)
        {
            for (var i = 0; i < 200; i++)
            {
                using var lease = await shelf.Catalog.BorrowAsync("abcd"[random.Next(4)].ToString(), default);
                await Task.Yield();
                Assert.False(((IdleModel)lease.Model).IsDisposed);
            }
        }
    }
}
