using System.Collections.Concurrent;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Those who wait for a transaction's fate.</summary>
internal sealed class InclusionWaiters
{
    private readonly ConcurrentDictionary<Hash256, TaskCompletionSource<TransactionFate>> _waiting = [];

    public Task<TransactionFate> Wait(Hash256 hash) =>
        _waiting.GetOrAdd(hash, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Settle(Hash256 hash, TransactionFate fate)
    {
        if (_waiting.TryRemove(hash, out var waiter))
        {
            waiter.SetResult(fate);
        }
    }

    public void SettleAll(TransactionFate fate)
    {
        foreach (var hash in _waiting.Keys)
        {
            Settle(hash, fate);
        }
    }
}
