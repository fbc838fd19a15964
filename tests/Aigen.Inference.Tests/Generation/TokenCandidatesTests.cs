namespace Aigen.Inference.Tests.Generation;

public sealed unsafe class TokenCandidatesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(500)]
    public void FillBest_AnyLogits_TakesThoseThatSortingAllWouldPutFirst(int count)
    {
        var random = new Random(count);
        for (var round = 0; round < 50; round++)
        {
            // Some vocabularies are no multiple of a vector, and some logits are alike.
            var logits = Enumerable.Range(0, 1_000 + round).Select(_ => (float)(round % 2 == 0 ? random.NextDouble() : random.Next(20))).ToArray();
            using var candidates = new TokenCandidates(logits.Length);
            fixed (float* first = logits) candidates.FillBest(first, count);

            var sorted = logits.OrderDescending().ToList();
            Assert.Equal(count, candidates.Count);
            Assert.Equal(sorted.Take(count), candidates.Tokens.ToArray().Select(token => token.Logit));
            Assert.Equal(Array.IndexOf(logits, sorted[0]), candidates.First);
            Assert.Equal(count, candidates.Tokens.ToArray().Select(token => token.Id).Distinct().Count());
        }
    }
}
