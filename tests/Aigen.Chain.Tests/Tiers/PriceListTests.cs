using Aigen.Chain.Tests.Support;

namespace Aigen.Chain.Tests.Tiers;

public class PriceListTests
{
    // 10 % above 10,000 tokens, 20 % above 100,000, 30 % above 1,000,000, each for the tokens beyond.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1_000)]
    [InlineData(10_000, 0, 10_000_000)]
    [InlineData(1, 9_999, 1_000)]
    [InlineData(1, 10_000, 900)]
    [InlineData(2, 9_999, 1_900)]
    [InlineData(1, 100_000, 800)]
    [InlineData(1, 1_000_000, 700)]
    [InlineData(1_000_001, 0, 10_000_000 + 81_000_000 + 720_000_000 + 700)]
    public void PriceOf_TokensAfterOthers_IsMarginal(ulong tokens, ulong before, ulong price) =>
        Assert.Equal(price, TestChain.Spec.Prices.PriceOf(tokens, before));

    [Fact]
    public void PriceOf_AnySplit_AddsUpToTheWhole()
    {
        var prices = TestChain.Spec.Prices;
        var random = new Random(1);
        for (var round = 0; round < 1_000; round++)
        {
            var (first, second) = ((ulong)random.Next(2_000_000), (ulong)random.Next(2_000_000));
            Assert.Equal(prices.PriceOf(first + second, 0), prices.PriceOf(first, 0) + prices.PriceOf(second, first));
        }
    }
}
