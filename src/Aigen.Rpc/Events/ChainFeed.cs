using System.Threading.Channels;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Events;

/// <summary>
/// Tells the events of each new block to those who are up to date. The writer of the chain only leaves the block here: however many follow,
/// the next block does not wait for them.
/// </summary>
internal sealed class ChainFeed : IAsyncDisposable
{
    // Followers a turn on the thread pool: some milliseconds of sending, behind which a block that is due waits at most.
    private const int FollowersPerTurn = 256;

    // Enough for a burst; blocks that fall out are read from the store.
    private const int BlocksKept = 16;

    private readonly Channel<Block> _new = Channel.CreateBounded<Block>(
        new BoundedChannelOptions(BlocksKept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly FollowerIndex _followers = new();
    private readonly List<EventFollower> _found = [];
    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly Incidents _incidents;
    private readonly Task _telling;
    private ulong _told;
    private int _turn;

    public ChainFeed(Blockchain chain, Incidents incidents)
    {
        (_ledger, _incidents) = (chain.Ledger, incidents);
        _told = _ledger.Head.Height;
        chain.Writer.Committed += committed => _new.Writer.TryWrite(committed.Block);
        _telling = TellAsync();
    }

    /// <summary>How many are up to date.</summary>
    public int FollowerCount
    {
        get
        {
            lock (_gate) return _followers.Count;
        }
    }

    /// <summary>Takes over a follower that has heard of all that the others have; false for one that has not yet.</summary>
    public bool TryJoin(EventFollower follower)
    {
        lock (_gate)
        {
            if (follower.Next.Height <= _told) return false;
            _followers.Add(follower);
        }

        // Runs at once when the subscription is over already.
        follower.Subscription.Ended.UnsafeRegister(_ => Leave(follower), null);
        return true;
    }

    /// <summary>Nothing is told any more, and nothing is read from the store.</summary>
    public async ValueTask DisposeAsync()
    {
        _new.Writer.TryComplete();
        await _telling;
    }

    private void Leave(EventFollower follower)
    {
        lock (_gate) _followers.Remove(follower);
    }

    private async Task TellAsync()
    {
        await foreach (var block in _new.Reader.ReadAllAsync())
        {
            while (_told < block.Header.Height)
            {
                await TellOrEndAsync(_told + 1 == block.Header.Height ? block : null, _told + 1);
            }
        }
    }

    private async Task TellOrEndAsync(Block? block, ulong height)
    {
        try
        {
            await TellAsync(block ?? _ledger.Blocks.Find(height) ?? throw new LedgerException($"block {height} is missing", isDamage: true));
        }
        catch (Exception exception)
        {
            EndAll(height, _incidents.Report($"telling of block {height}", exception));
        }
    }

    private async Task TellAsync(Block block)
    {
        lock (_gate)
        {
            // From here on who joins has read this block from the store.
            _told = block.Header.Height;
            if (_followers.Count == 0) return;
        }

        foreach (var happened in BlockEvents.Of(block, _ledger.Spec))
        {
            foreach (var topic in FollowerIndex.Each(happened.Topics())) await TellAsync(block, happened, topic);
        }
    }

    private async ValueTask TellAsync(Block block, ChainEvent happened, EventTopics topic)
    {
        _found.Clear();
        lock (_gate) _followers.Find(happened, topic, _found);
        if (_found.Count == 0) return;
        var (at, notice) = (new BlockLocation(block.Header.Height, happened.Index), EventNotices.Write(block, happened, topic, _ledger.Spec));
        foreach (var follower in _found)
        {
            follower.Tell(at, notice);
            if (++_turn % FollowersPerTurn == 0) await Task.Yield();
        }
    }

    // Better no events than some: whoever is told resumes at its cursor.
    private void EndAll(ulong height, RpcError error)
    {
        List<EventFollower> all;
        lock (_gate)
        {
            _told = height;
            all = _followers.All();
        }

        foreach (var follower in all) ErrorNotification.End(follower.Subscription, error);
    }
}
