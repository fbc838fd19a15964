using System.Runtime.InteropServices;

namespace Aigen.Rpc.Limits;

/// <summary>
/// A token bucket for each key: it holds a second's calls and fills evenly. Asking costs a lock of one of several parts and a look-up, and
/// allocates for new keys alone. Full buckets are forgotten when there are too many, which changes nothing; were they all in use, new keys
/// would share one.
/// </summary>
internal sealed class RateBuckets<TKey>(int perSecond, TimeProvider time, int mostKeys = 65_536)
    where TKey : struct, IEquatable<TKey>
{
    // A power of two, and more than cores commonly call at once.
    private const int PartCount = 16;

    private readonly Part[] _parts = [.. Enumerable.Range(0, PartCount).Select(_ => new Part())];

    /// <summary>How many keys have a bucket of their own.</summary>
    public int Count => _parts.Sum(part => part.Buckets.Count);

    public RateVerdict Take(TKey key)
    {
        var part = _parts[key.GetHashCode() & (PartCount - 1)];
        lock (part.Gate)
        {
            var now = time.GetTimestamp();
            ref var bucket = ref Find(part, key, now);
            bucket.Calls = LevelAt(bucket, now);
            bucket.At = now;
            var isAllowed = bucket.Calls >= 1;
            if (isAllowed) bucket.Calls--;
            return new RateVerdict(
                isAllowed, perSecond, (int)bucket.Calls, TimeFor(Math.Max(0, 1 - bucket.Calls)), TimeFor(perSecond - bucket.Calls));
        }
    }

    private ref Bucket Find(Part part, TKey key, long now)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(part.Buckets, key);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known)) return ref known;
        if (part.Buckets.Count >= mostKeys / PartCount && !TryMakeRoom(part, now)) return ref part.Shared;
        ref var made = ref CollectionsMarshal.GetValueRefOrAddDefault(part.Buckets, key, out _);
        made = new Bucket { Calls = perSecond, At = now };
        return ref made;
    }

    private bool TryMakeRoom(Part part, long now)
    {
        // Looking through all of them is for once a second, not for each call of a flood.
        if (part.LookedAt != 0 && time.GetElapsedTime(part.LookedAt, now) < TimeSpan.FromSeconds(1)) return false;
        part.LookedAt = now;
        foreach (var (key, bucket) in part.Buckets)
        {
            if (LevelAt(bucket, now) >= perSecond) part.Buckets.Remove(key);
        }

        return part.Buckets.Count < mostKeys / PartCount;
    }

    private double LevelAt(in Bucket bucket, long now) => Math.Min(perSecond, bucket.Calls + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));

    private TimeSpan TimeFor(double calls) => TimeSpan.FromSeconds(calls / perSecond);

    private struct Bucket
    {
        public double Calls;
        public long At;
    }

    private sealed class Part
    {
        public readonly Lock Gate = new();
        public readonly Dictionary<TKey, Bucket> Buckets = [];
        public Bucket Shared;
        public long LookedAt;
    }
}
