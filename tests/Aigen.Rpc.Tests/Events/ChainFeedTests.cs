using System.Collections.Concurrent;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.Events;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Tests.JsonRpc;
using Aigen.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Subscription = Aigen.Rpc.Subscriptions.Subscription;

namespace Aigen.Rpc.Tests.Events;

/// <summary>A real chain whose blocks are told to many.</summary>
public sealed class ChainFeedTests : IAsyncLifetime
{
    // More than the feed keeps in memory, so that it has to read some from the store.
    private const ulong Blocks = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-feed-").FullName;
    private readonly LogCapture _log = new();
    private RocksStore _store = null!;
    private Blockchain _chain = null!;
    private ChainFeed _feed = null!;
    private EventReplay _replay = null!;

    public Task InitializeAsync()
    {
        _store = RocksStore.Open(_folder);
        _chain = new Blockchain(_store, SampleBlock.Spec, DevelopmentKeys.Producer, TimeProvider.System, NullLoggerFactory.Instance);
        _feed = new ChainFeed(_chain, new Incidents(_log));
        _replay = new EventReplay(_feed, _chain.Ledger, new Incidents(_log));
        _chain.Writer.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _replay.DisposeAsync();
        await _chain.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
        _log.Dispose();
    }

    [Fact]
    public async Task Blocks_WhileASubscriberHoldsUpTheFeed_AreMadeAndToldLater()
    {
        using var stuck = new StuckSink();
        var follower = Follow(stuck, EventTopics.Block, null);

        await MakeBlocksAsync(Blocks);
        var made = _chain.Ledger.Head.Height;
        stuck.LetGo();
        await stuck.ReceivedAsync(made);
        follower.Subscription.Complete();

        Assert.True(made >= Blocks, $"{made} blocks were made while the feed stood still");
        Assert.Equal(Enumerable.Range(1, (int)made).Select(static sequence => (ulong)sequence), stuck.Sequences.Take((int)made));
        Assert.Equal(Enumerable.Range(1, (int)made).Select(static height => (ulong)height), stuck.Heights.Take((int)made));
    }

    [Fact]
    public async Task Followers_OfTheirOwnWallets_AreToldOfThoseOnly()
    {
        using var all = new StuckSink();
        all.LetGo();
        Follow(all, EventTopics.Block, null);
        var others = Enumerable.Range(0, 2000).Select(_ => Watch(Crypto.SigningKey.Generate().Address)).ToList();
        using var first = Watch(DevelopmentKeys.Accounts[1].Address);
        using var both = Watch(DevelopmentKeys.Accounts[0].Address, DevelopmentKeys.Accounts[1].Address);

        await MakeBlocksAsync(1);
        await first.ReceivedAsync(1);
        await both.ReceivedAsync(1);
        await MakeBlocksAsync(1);
        await first.ReceivedAsync(2);
        await all.ReceivedAsync(_chain.Ledger.Head.Height);

        // Sender and receiver are both followed, and the event still comes once.
        Assert.Equal([1UL, 2UL], both.Sequences);
        Assert.All(others, static other => Assert.Empty(other.Sequences));
        others.ForEach(static other => other.Dispose());
    }

    [Fact]
    public async Task Followers_ThatEnd_AreForgotten()
    {
        using var sink = new StuckSink();
        sink.LetGo();
        var follower = Follow(sink, EventTopics.All, new HashSet<Address> { DevelopmentKeys.Accounts[1].Address });
        await MakeBlocksAsync(1);
        await sink.ReceivedAsync(1);
        Assert.Equal(1, _feed.FollowerCount);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Callbacks run last in, first out, and this one was there before the feed's.
        sink.OnEnd(left.SetResult);
        follower.Subscription.Complete();
        await left.Task.WaitAsync(RpcHost.Patience);

        Assert.Equal(0, _feed.FollowerCount);
    }

    [Fact]
    public async Task Replay_ClientThatDoesNotRead_WaitsForIt()
    {
        using var sink = new StuckSink { Room = new SemaphoreSlim(3) };
        sink.LetGo();
        await MakeBlocksAsync(10);
        Follow(sink, EventTopics.Block, null, from: 1);

        await sink.WaitingAsync(4);
        Assert.Equal([1UL, 2UL, 3UL], sink.Heights);
        await MakeBlocksAsync(1);
        var head = (int)_chain.Ledger.Head.Height;
        sink.Room.Release(head);
        await sink.ReceivedAsync((ulong)head);

        Assert.Equal(Enumerable.Range(1, head).Select(static height => (ulong)height), sink.Heights);
    }

    private StuckSink Watch(params Address[] addresses)
    {
        var sink = new StuckSink();
        sink.LetGo();
        Follow(sink, EventTopics.Transaction, addresses.ToHashSet());
        return sink;
    }

    private EventFollower Follow(StuckSink sink, EventTopics topics, IReadOnlySet<Address>? addresses, ulong? from = null)
    {
        var follower = new EventFollower(sink.Open(), topics, addresses, new BlockLocation(from ?? (_chain.Ledger.Head.Height + 1), 0));
        _replay.Begin(follower);
        return follower;
    }

    private async Task MakeBlocksAsync(ulong count)
    {
        var sender = DevelopmentKeys.Accounts[0];
        for (var i = 0UL; i < count; i++)
        {
            var transaction = sender.Sign(new Transaction
            {
                Sender = Party.Of(sender.Address),
                Receiver = Party.Of(DevelopmentKeys.Accounts[1].Address),
                Amount = new Amount(1),
                Timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                Nonce = Account.Load(_chain.Ledger.State, sender.Address).Nonce,
                ChainId = SampleBlock.Spec.ChainId,
                Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
            });
            var inclusion = await _chain.Tracker.IncludeAsync(transaction, atOnce: true, CancellationToken.None).WaitAsync(RpcHost.Patience);
            Assert.Null(inclusion.Fate.Reason);
        }
    }

    /// <summary>A connection that takes nothing until it is let go.</summary>
    private sealed class StuckSink : ISubscriptionSink, IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly ConcurrentQueue<(ulong Sequence, ulong Height)> _received = new();
        private readonly SemaphoreSlim _came = new(0);
        private readonly SemaphoreSlim _waits = new(0);
        private bool _isFirst = true;
        private Action? _ended;
        private Subscription? _subscription;

        /// <summary>How many events there is room for; null for all.</summary>
        public SemaphoreSlim? Room { get; init; }

        public IEnumerable<ulong> Sequences => _received.Select(static one => one.Sequence);

        public IEnumerable<ulong> Heights => _received.Select(static one => one.Height);

        public Subscription Open()
        {
            _subscription = new Subscription("mine", this, 8, SlowSubscriber.Disconnect);
            _subscription.Ended.UnsafeRegister(_ => _ended?.Invoke(), null);
            _subscription.Release();
            return _subscription;
        }

        public void OnEnd(Action ended) => _ended = ended;

        public void LetGo() => _open.Set();

        public async Task ReceivedAsync(ulong count)
        {
            while ((ulong)_received.Count < count) Assert.True(await _came.WaitAsync(RpcHost.Patience), $"{_received.Count} of {count} events came");
        }

        public bool Post(Subscription subscription, Notice notice, ulong sequence)
        {
            _open.Wait();
            Assert.True(EventCursor.TryParse(notice.Cursor!, out var cursor));
            _received.Enqueue((sequence, cursor.Height));
            _came.Release();
            return true;
        }

        public async ValueTask WaitForRoomAsync(int bytes)
        {
            // The first is for the answer that opened the subscription.
            if (Room is null || _isFirst)
            {
                _isFirst = false;
                return;
            }

            var room = Room.WaitAsync();
            _waits.Release();
            await room;
        }

        /// <summary>Somebody has asked for room so many times.</summary>
        public async Task WaitingAsync(int times)
        {
            for (; times > 0; times--) Assert.True(await _waits.WaitAsync(RpcHost.Patience), "nobody asks for room");
        }

        public void Overflow() => Assert.Fail("there is always room");

        public void Forget(Subscription subscription)
        {
        }

        public void Dispose()
        {
            _subscription?.Complete();
            _open.Dispose();
        }
    }
}
