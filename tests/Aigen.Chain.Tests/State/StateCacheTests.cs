using Aigen.Primitives;

namespace Aigen.Chain.Tests.State;

public sealed class StateCacheTests
{
    [Fact]
    public void TryFind_AfterAnyChanges_GivesWhatWasWrittenUnderTheHashOrNothing()
    {
        var (cache, random, held) = (new StateCache(20_000), new Random(1), new Dictionary<Hash256, byte[]>());
        var found = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var hash = HashOf(random.Next(60));
            if (random.Next(5) == 0)
            {
                cache.Remove(hash);
                held.Remove(hash);
                Assert.False(cache.TryFind(hash, out _));
            }
            else
            {
                cache.Put(hash, held[hash] = RandomValue(random));
            }

            foreach (var one in Enumerable.Range(0, 60).Select(HashOf))
            {
                if (!cache.TryFind(one, out var bytes)) continue;
                Assert.Equal(held[one], bytes.ToArray());
                found++;
            }
        }

        Assert.True(found > 200_000, $"only {found} were found");
    }

    [Fact]
    public void Put_MoreThanThereIsRoomFor_ForgetsTheOldestFirst()
    {
        var cache = new StateCache(10_000);
        for (var i = 0; i < 100; i++) cache.Put(HashOf(i), new byte[464]);

        var kept = Enumerable.Range(0, 100).Where(i => cache.TryFind(HashOf(i), out _)).ToList();

        Assert.InRange(kept.Count, 16, 20);
        Assert.Equal(Enumerable.Range(100 - kept.Count, kept.Count), kept);
    }

    [Fact]
    public void Put_WhatKeepsItsSize_KeepsEverythingThatFits()
    {
        var cache = new StateCache(4 << 20);
        for (var i = 0; i < 50_000; i++) cache.Put(HashOf(i % 3_000), new byte[1000]);

        Assert.Equal(3_000, Enumerable.Range(0, 3_000).Count(i => cache.TryFind(HashOf(i), out _)));
    }

    [Fact]
    public void Put_AValueLargerThanAllRoom_IsNotKept()
    {
        var cache = new StateCache(1_000);
        cache.Put(HashOf(1), new byte[2_000]);
        cache.Put(HashOf(2), [7]);
        Assert.False(cache.TryFind(HashOf(1), out _));
        Assert.True(cache.TryFind(HashOf(2), out var value));
        Assert.Equal([7], value.ToArray());
    }

    private static Hash256 HashOf(int i) => Hash256.Of(BitConverter.GetBytes(i));

    private static byte[] RandomValue(Random random)
    {
        var value = new byte[random.Next(1, 900)];
        random.NextBytes(value);
        return value;
    }
}
