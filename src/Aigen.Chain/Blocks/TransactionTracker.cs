using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Knows where each transaction is, and follows those that somebody asked for until a block has them or they are dropped.</summary>
public sealed class TransactionTracker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash256, List<Follower>> _followers = [];
    private readonly Ledger _ledger;
    private readonly Mempool _mempool;
    private readonly TransactionIntake _intake;
    private readonly ChainWriter _writer;

    public TransactionTracker(Ledger ledger, Mempool mempool, TransactionIntake intake, ChainWriter writer)
    {
        (_ledger, _mempool, _intake, _writer) = (ledger, mempool, intake, writer);
        mempool.Accepted += TellWaiting;
        mempool.Promoted += TellWaiting;
        mempool.Dropped += (transaction, refusal) => Tell(FollowersOf(transaction), TransactionStatus.Dropped(refusal));
        writer.Committed += committed => TellIncluded(committed.Block);
    }

    public TransactionStatus StatusOf(Hash256 hash)
    {
        // In this order: a block takes it before the mempool lets it go, so one of the two has it at any moment, and whoever knows the
        // block is told of it.
        var waiting = _mempool.Find(hash);
        if (_ledger.Blocks.Locate(hash) is { } location)
        {
            return new TransactionStatus(
                TransactionState.Included, _ledger.Blocks.FindTransaction(location), location, _ledger.Blocks.FindHeader(location.Height));
        }

        if (waiting is { } known)
        {
            return TransactionStatus.Waiting(known);
        }

        return _mempool.Drops.Find(hash) is { } refusal ? TransactionStatus.Dropped(refusal) : new TransactionStatus(TransactionState.Unknown);
    }

    /// <summary>Tells of each change of a transaction's state until the result is disposed, on the thread that makes the change.</summary>
    public IDisposable Follow(Hash256 hash, Action<TransactionStatus> tell)
    {
        var follower = new Follower(this, hash, tell);
        lock (_lock)
        {
            if (!_followers.TryGetValue(hash, out var followers))
            {
                _followers[hash] = followers = [];
            }

            followers.Add(follower);
        }

        return follower;
    }

    /// <summary>Submits a transaction and waits until a block has it.</summary>
    /// <param name="atOnce">Have a block made for it, instead of waiting for the next one that is due.</param>
    public async Task<Inclusion> IncludeAsync(Transaction transaction, bool atOnce, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<TransactionStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = Follow(transaction.Hash, TellEnd);
        var submission = await _intake.SubmitAsync(transaction);
        if (submission.Refusal is { } refusal)
        {
            return new Inclusion(false, TransactionStatus.Dropped(refusal));
        }

        // It may have been in a block before anybody followed it.
        TellEnd(StatusOf(transaction.Hash));
        if (atOnce)
        {
            _writer.RequestBlock();
        }

        return new Inclusion(submission.IsNew, await ended.Task.WaitAsync(cancellationToken));

        void TellEnd(TransactionStatus status)
        {
            if (status.IsFinal)
            {
                ended.TrySetResult(status);
            }
        }
    }

    private void TellWaiting(Transaction transaction)
    {
        if (FollowersOf(transaction) is { Length: > 0 } followers && _mempool.Find(transaction.Hash) is { } waiting)
        {
            Tell(followers, TransactionStatus.Waiting(waiting));
        }
    }

    private void TellIncluded(Block block)
    {
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            var transaction = block.Transactions[i];
            if (FollowersOf(transaction) is { Length: > 0 } followers)
            {
                var location = new BlockLocation(block.Header.Height, (uint)i);
                Tell(followers, new TransactionStatus(TransactionState.Included, transaction, location, block.SignedHeader));
            }
        }
    }

    private Follower[] FollowersOf(Transaction transaction)
    {
        lock (_lock)
        {
            return _followers.Count > 0 && _followers.TryGetValue(transaction.Hash, out var followers) ? [.. followers] : [];
        }
    }

    private static void Tell(Follower[] followers, TransactionStatus status) => Array.ForEach(followers, follower => follower.Tell(status));

    private sealed class Follower(TransactionTracker tracker, Hash256 hash, Action<TransactionStatus> tell) : IDisposable
    {
        public Action<TransactionStatus> Tell => tell;

        public void Dispose()
        {
            lock (tracker._lock)
            {
                if (tracker._followers.TryGetValue(hash, out var followers) && followers.Remove(this) && followers.Count == 0)
                {
                    tracker._followers.Remove(hash);
                }
            }
        }
    }
}
