using System.Numerics;
using System.Runtime.InteropServices;
using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Rpc.Events;

/// <summary>Who follows what, found by topic and by wallet: an event costs as much as it has followers, whatever all others follow.</summary>
internal sealed class FollowerIndex
{
    private static readonly HashSet<Address> Nobody = [];
    private readonly Dictionary<EventTopics, HashSet<EventFollower>> _byTopic = [];
    private readonly Dictionary<Address, HashSet<EventFollower>> _byAddress = [];

    public int Count { get; private set; }

    public void Add(EventFollower follower)
    {
        Count++;
        foreach (var topic in TopicsOf(follower)) Set(_byTopic, topic).Add(follower);
        foreach (var address in follower.Addresses ?? Nobody) Set(_byAddress, address).Add(follower);
    }

    public void Remove(EventFollower follower)
    {
        var isThere = false;
        foreach (var topic in TopicsOf(follower)) isThere |= Remove(_byTopic, topic, follower);
        foreach (var address in follower.Addresses ?? Nobody) isThere |= Remove(_byAddress, address, follower);
        if (isThere) Count--;
    }

    /// <summary>Adds those who follow the event under one topic; who follows both of its wallets may come twice.</summary>
    public void Find(ChainEvent happened, EventTopics topic, List<EventFollower> found)
    {
        if (_byTopic.TryGetValue(topic, out var followers)) found.AddRange(followers);
        if (_byAddress.Count == 0 || happened.Addresses() is not { } of) return;
        FindOf(of.First, topic, found);
        if (of.Second is { } second) FindOf(second, topic, found);
    }

    public List<EventFollower> All() => [.. _byTopic.Values.Concat(_byAddress.Values).SelectMany(static followers => followers).Distinct()];

    /// <summary>The topics one by one.</summary>
    public static IEnumerable<EventTopics> Each(EventTopics topics)
    {
        for (var rest = (uint)topics; rest != 0; rest &= rest - 1) yield return (EventTopics)(1U << BitOperations.TrailingZeroCount(rest));
    }

    private void FindOf(Address address, EventTopics topic, List<EventFollower> found)
    {
        if (!_byAddress.TryGetValue(address, out var followers)) return;
        found.AddRange(followers.Where(follower => (follower.Topics & topic) != 0));
    }

    private static IEnumerable<EventTopics> TopicsOf(EventFollower follower) =>
        Each(follower.Addresses is null ? follower.Topics : follower.Topics & ~EventTopicsOf.Wallets);

    private static HashSet<EventFollower> Set<TKey>(Dictionary<TKey, HashSet<EventFollower>> sets, TKey key)
        where TKey : notnull
    {
        ref var set = ref CollectionsMarshal.GetValueRefOrAddDefault(sets, key, out _);
        return set ??= [];
    }

    private static bool Remove<TKey>(Dictionary<TKey, HashSet<EventFollower>> sets, TKey key, EventFollower follower)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set)) return false;
        var isThere = set.Remove(follower);
        if (set.Count == 0) sets.Remove(key);
        return isThere;
    }
}
