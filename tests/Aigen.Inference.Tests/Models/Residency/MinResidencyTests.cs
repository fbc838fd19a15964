using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

/// <summary>Models that do not fit together and are asked for in turn, where each stays for ten seconds.</summary>
public sealed class MinResidencyTests : IDisposable
{
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(10);

    private readonly Shelf _shelf = new(room: 1, minResidency: Stay);
    private readonly List<QueuePlace> _places = [];

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Borrow_OfAModelWhoseRoomWasTakenJustNow_WaitsAndIsToldHowLong()
    {
        await _shelf.UseAsync("a");
        _shelf.Advance(TimeSpan.FromSeconds(4));

        var waiting = WaitAsync("b");
        Assert.Equal(TimeSpan.FromSeconds(6), await _shelf.TimerSetAsync());
        Assert.Equal([new QueuePlace(1, TimeSpan.FromSeconds(6))], _places);
        Assert.Equal("a", await _shelf.ResidentAsync());

        _shelf.Advance(TimeSpan.FromSeconds(6));
        (await waiting).Dispose();
        Assert.Equal("b", await _shelf.ResidentAsync());
    }

    [Fact]
    public async Task Borrow_OfAModelThatStayedItsTime_TakesItsRoomAtOnce()
    {
        await _shelf.UseAsync("a");
        _shelf.Advance(Stay);

        (await WaitAsync("b")).Dispose();

        Assert.Equal("b", await _shelf.ResidentAsync());
        Assert.Empty(_places);
    }

    [Fact]
    public async Task Borrow_InTurnByStrangers_LoadsNoMoreThanOneModelInEachStay()
    {
        var asking = Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++) await _shelf.UseAsync("abc"[i % 3].ToString());
        });

        for (var stays = 0; stays < 29; stays++) _shelf.Advance(await _shelf.TimerSetAsync());
        await asking;

        Assert.Equal(30, _shelf.Loads.Count);
        Assert.Equal(29 * Stay, _shelf.GetElapsedTime(0));
    }

    [Fact]
    public async Task Borrow_ByManyWhoWaitForOne_LoadsItOnceWhileTheOthersAreServed()
    {
        await _shelf.UseAsync("a");
        var strangers = Enumerable.Range(0, 9).Select(_ => _shelf.UseAsync("b")).ToList();
        await _shelf.TimerSetAsync();
        await _shelf.UseAsync("a");

        _shelf.Advance(Stay);
        await Task.WhenAll(strangers);

        Assert.Equal(["a", "b"], _shelf.Loads);
    }

    [Fact]
    public async Task Borrow_BehindAnotherThatWaits_HasItsTurnAfterIt()
    {
        await _shelf.UseAsync("a");
        var b = WaitAsync("b");
        await _shelf.TimerSetAsync();
        var c = WaitAsync("c");
        await _shelf.TimerSetAsync();

        Assert.Equal([new QueuePlace(1, Stay), new QueuePlace(2, 2 * Stay)], _places);
        _shelf.Advance(Stay);
        (await b).Dispose();
        Assert.False(c.IsCompleted);

        // It may have asked again in between, for what was left of its wait.
        for (var timer = _shelf.TimerSetAsync(); await Task.WhenAny(c, timer) == timer; timer = _shelf.TimerSetAsync()) _shelf.Advance(await timer);

        (await c).Dispose();
        Assert.Equal(["a", "b", "c"], _shelf.Loads);
    }

    [Fact]
    public async Task Borrow_WhileTheOtherIsInUse_WaitsUntilItIsGivenBack()
    {
        var a = await _shelf.Catalog.BorrowAsync("a", default);
        _shelf.Advance(Stay);
        var b = WaitAsync("b");
        Assert.Equal(Stay, await _shelf.TimerSetAsync());

        a.Dispose();

        (await b).Dispose();
        Assert.Equal("b", await _shelf.ResidentAsync());
    }

    [Fact]
    public async Task Borrow_WhileTheOtherStaysInUse_IsRefusedWithTheNumbersAfterTheWait()
    {
        using var a = await _shelf.Catalog.BorrowAsync("a", default);
        var b = WaitAsync("b");
        await _shelf.TimerSetAsync();

        _shelf.Advance(Stay);

        var one = ModelNeed.Bytes(Shelf.Need.Total);
        Assert.Equal(
            $"it needs {Shelf.Need}, and models may have {one} of memory, of which {one} are in use by a",
            (await Assert.ThrowsAsync<ModelUnavailableException>(() => b)).Reason);
    }

    [Fact]
    public async Task Borrow_BeyondThoseThatMayWait_IsRefusedWithTheNumbers()
    {
        await _shelf.UseAsync("a");
        var waiting = Enumerable.Range(0, Shelf.Options.QueueLimit).Select(_ => WaitAsync("b")).ToList();
        await _shelf.TimerSetAsync();

        var busy = await Assert.ThrowsAsync<EngineBusyException>(() => WaitAsync("b"));

        Assert.Equal((10, 10, Stay), (busy.Waiting, busy.QueueLimit, busy.EstimatedWait));
        _shelf.Advance(Stay);
        foreach (var lease in await Task.WhenAll(waiting)) lease.Dispose();
    }

    [Fact]
    public async Task Borrow_GivenUpWhileItWaits_EndsAtOnce()
    {
        await _shelf.UseAsync("a");
        using var gone = new CancellationTokenSource();
        var b = _shelf.Catalog.BorrowAsync("b", gone.Token);
        await _shelf.TimerSetAsync();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => b);
        Assert.Equal("a", await _shelf.ResidentAsync());
    }

    [Fact]
    public async Task Dispose_WhileOneWaits_EndsTheWait()
    {
        await _shelf.UseAsync("a");
        var b = WaitAsync("b");
        await _shelf.TimerSetAsync();

        _shelf.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => b);
    }

    [Fact]
    public async Task Unload_ByTheOperator_DoesNotWaitAndMakesRoom()
    {
        await _shelf.UseAsync("a");
        var b = WaitAsync("b");
        await _shelf.TimerSetAsync();

        Assert.Equal(UnloadOutcome.Unloaded, await _shelf.Catalog.UnloadAsync("a"));

        (await b).Dispose();
    }

    private Task<ModelLease> WaitAsync(string id) => _shelf.Catalog.BorrowAsync(id, default, place =>
    {
        lock (_places) _places.Add(place);
    });
}
