using Aigen.Primitives;

namespace Aigen.Chain.Tests.State;

public sealed class StateCacheTests
{
    [Fact]
    public void TryFind_AfterAnyReplacements_GivesWhatWasWrittenUnderTheHashOrNothing()
    {
        var (cache, random, held) = (new StateCache(20_000), new Random(1), new Dictionary<Hash256, byte[]>());
        var found = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var old = held.Count > 40 ? held.Keys.ElementAt(random.Next(held.Count)) : Hash256.Zero;
            var page = random.Next(5) == 0 ? null : RandomPage(random);
            var hash = Hash256.Of(BitConverter.GetBytes(i));
            if (page is null) cache.Remove(old);
            else cache.Replace(old, hash, page);
            held.Remove(old);
            if (page is not null) held[hash] = page;
            Assert.False(cache.TryFind(old, out _));
            foreach (var one in held.Keys.Take(3))
            {
                if (!cache.TryFind(one, out var bytes)) continue;
                Assert.Equal(held[one], bytes.ToArray());
                found++;
            }
        }

        Assert.True(found > 20_000, $"only {found} were found");
    }

    [Fact]
    public void Replace_MoreThanThereIsRoomFor_ForgetsTheOldestFirst()
    {
        var cache = new StateCache(10_000);
        for (var i = 0; i < 100; i++) cache.Replace(Hash256.Zero, HashOf(i), new byte[464]);

        var kept = Enumerable.Range(0, 100).Where(i => cache.TryFind(HashOf(i), out _)).ToList();

        Assert.InRange(kept.Count, 16, 20);
        Assert.Equal(Enumerable.Range(100 - kept.Count, kept.Count), kept);
    }

    [Fact]
    public void Replace_WhatKeepsItsSize_KeepsEverythingThatFits()
    {
        var cache = new StateCache(4 << 20);
        for (var i = 0; i < 50_000; i++) cache.Replace(HashOf(i - 3_000), HashOf(i), new byte[1000]);

        Assert.Equal(3_000, Enumerable.Range(47_000, 3_000).Count(i => cache.TryFind(HashOf(i), out _)));
    }

    [Fact]
    public void Replace_APageLargerThanAllRoom_IsNotKept()
    {
        var cache = new StateCache(1_000);
        cache.Replace(Hash256.Zero, HashOf(1), new byte[2_000]);
        cache.Replace(Hash256.Zero, HashOf(2), [7]);
        Assert.False(cache.TryFind(HashOf(1), out _));
        Assert.True(cache.TryFind(HashOf(2), out var page));
        Assert.Equal([7], page.ToArray());
    }

    private static Hash256 HashOf(int i) => Hash256.Of(BitConverter.GetBytes(i));

    private static byte[] RandomPage(Random random)
    {
        var page = new byte[random.Next(1, 900)];
        random.NextBytes(page);
        return page;
    }
}
