using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.WebSockets;

namespace Aigen.Rpc.Events;

/// <summary>
/// Brings a subscription from its cursor to the present, a block at a time from the store, and hands it to the feed. It reads no faster
/// than its client, so that a client which is behind by a million blocks costs the node what it takes, when it takes it.
/// </summary>
internal sealed class EventReplay(ChainFeed feed, Ledger ledger, Incidents incidents) : IAsyncDisposable
{
    // Clients that come back all at once take turns, and leave half of the processor to everybody else.
    private readonly SemaphoreSlim _reading = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly WorkCount _work = new();

    /// <summary>Goes on beside the caller until the follower is up to date, or gone.</summary>
    public void Begin(EventFollower follower) => _ = RunAsync(follower);

    /// <summary>Completes when none reads the store any more; the subscriptions must have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _work.WhenDone();
        _reading.Dispose();
    }

    private async Task RunAsync(EventFollower follower)
    {
        _work.Begin();
        try
        {
            await follower.Subscription.WaitForRoomAsync();
            while (!feed.TryJoin(follower))
            {
                if (!await TellBlockAsync(follower)) return;
                await Task.Yield();
            }
        }
        catch (OperationCanceledException)
        {
            // The client unsubscribed or went away.
        }
        catch (Exception exception)
        {
            ErrorNotification.End(follower.Subscription, incidents.Report($"a replay at block {follower.Next.Height}", exception));
        }
        finally
        {
            _work.Finish();
        }
    }

    private async Task<bool> TellBlockAsync(EventFollower follower)
    {
        var height = follower.Next.Height;
        var block = await ReadAsync(height, follower.Subscription.Ended);
        foreach (var happened in BlockEvents.Of(block, ledger.Spec))
        {
            var at = new BlockLocation(height, happened.Index);
            if (follower.IsBeforeNext(at) || !follower.Wants(happened)) continue;
            var notice = EventNotices.Write(block, happened, follower.Topics & happened.Topics(), ledger.Spec);
            await follower.Subscription.WaitForRoomAsync(notice.Result.Length);
            if (!follower.Tell(at, notice)) return false;
        }

        follower.LeaveBlock(height);
        return true;
    }

    private async Task<Block> ReadAsync(ulong height, CancellationToken ended)
    {
        await _reading.WaitAsync(ended);
        try
        {
            return ledger.Blocks.Find(height) ?? throw new LedgerException($"block {height} is missing", isDamage: true);
        }
        finally
        {
            _reading.Release();
        }
    }
}
