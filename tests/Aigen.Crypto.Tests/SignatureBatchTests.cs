using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

public class SignatureBatchTests
{
    // Sizes beyond 256 are several batches; 600 items of 300 keys take the buckets for the keys as well.
    public static TheoryData<int, int> Sizes => new() { { 127, 9 }, { 128, 300 }, { 255, 300 }, { 256, 10 }, { 257, 300 }, { 600, 300 }, { 600, 3 } };

    [Fact]
    public void Verify_GoodOnesOfEverySmallSize_AreAllValid()
    {
        for (var size = 0; size <= 70; size++)
        {
            Assert.All(Verify(Signed.Items(size, keys: size % 7 + 1)), Assert.True);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_GoodOnesOfALargeSize_AreAllValid(int size, int keys) => Assert.All(Verify(Signed.Items(size, keys)), Assert.True);

    [Fact]
    public void Verify_OneBadOfEverySmallSize_IsTheOneFound()
    {
        for (var size = 1; size <= 70; size++)
        {
            ExpectBad(Signed.Items(size, keys: 11), [size * 5 % size, size / 2]);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_SomeBadOfALargeSize_AreTheOnesFound(int size, int keys)
    {
        ExpectBad(Signed.Items(size, keys), [size - 1]);
        ExpectBad(Signed.Items(size, keys), [0, 33, 34, size - 1]);
        ExpectBad(Signed.Items(size, keys), [.. Enumerable.Range(0, 5).Select(i => i * 25)]);
    }

    [Fact]
    public void Verify_AllBad_FindsNoneValid() => ExpectBad(Signed.Items(300, keys: 20), [.. Enumerable.Range(0, 300)]);

    [Fact]
    public void Verify_ErrorsThatCancelInAPlainSum_AreFound()
    {
        var items = Signed.Items(64, keys: 1);
        items[20] = Signed.WithS(items[20], 1);
        items[40] = Signed.WithS(items[40], -1);
        Assert.Equal([20, 40], BadOnes(Verify(items)));
    }

    [Fact]
    public void Verify_SameItemManyTimes_AnswersTheSameForEach()
    {
        var (good, bad) = (Signed.Item(1, keys: 1), Signed.WithS(Signed.Item(2, keys: 1), 1));
        Assert.All(Verify([.. Enumerable.Repeat(good, 50)]), Assert.True);
        Assert.All(Verify([.. Enumerable.Repeat(bad, 50)]), Assert.False);
    }

    [Fact]
    public void Verify_KeysThatShareTheirFirstBytes_AreToldApart()
    {
        // The same y with the other sign of x: another key in the same place of the cache and of the table of keys.
        var items = Signed.Items(40, keys: 8);
        items[11] = Signed.WithBitFlipped(items[11], 255);
        Assert.Equal([11], BadOnes(Verify(items)));
        Assert.Equal([11], BadOnes(Verify(items)));
    }

    [Fact]
    public void Verify_FewerPlacesThanItems_SaysSo() => Assert.Contains(
        "3 signatures have 2 places", Assert.Throws<ArgumentException>(() => SignatureBatch.Verify(Signed.Items(3, keys: 1), new bool[2])).Message);

    [Fact]
    public async Task Verify_FromSeveralThreads_AnswersEachItsOwn()
    {
        var tasks = Enumerable.Range(0, 8).Select(number => Task.Run(() =>
        {
            for (var round = 0; round < 6; round++)
            {
                ExpectBad(Signed.Items(100 + number, keys: 50), number % 2 == 0 ? [] : [number, 90]);
            }
        }));
        await Task.WhenAll(tasks);
    }

    private static void ExpectBad(SignedHash[] items, int[] bad)
    {
        foreach (var i in bad.Distinct())
        {
            items[i] = items[i] with { Hash = Hash256.Of(items[i].Hash.Bytes) };
        }

        Assert.Equal(bad.Distinct().Order(), BadOnes(Verify(items)));
    }

    private static bool[] Verify(SignedHash[] items)
    {
        var valid = new bool[items.Length];
        SignatureBatch.Verify(items, valid);
        return valid;
    }

    private static IEnumerable<int> BadOnes(bool[] valid) => Enumerable.Range(0, valid.Length).Where(i => !valid[i]);
}
