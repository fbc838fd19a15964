using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Proofs;

public sealed class HeaderChainTests : IDisposable
{
    private readonly ProofChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Check_WholeChain_HoldsForEveryBlock() => Assert.All(
        _chain.Headers, header => Assert.Null(Check(_chain.Headers, header)));

    [Fact]
    public void Check_BlockMissing_SaysWhich() => Assert.Equal(
        "header chain: a block is missing: expected block 1, found block 2", Check([_chain.Headers[0], .. _chain.Headers.Skip(2)]));

    [Fact]
    public void Check_WithoutTheGenesisBlock_SaysSo() => Assert.Equal(
        "header chain: it does not begin at the genesis block: expected block 0, found block 1", Check(_chain.Headers.Skip(1)));

    [Fact]
    public void Check_TooShortOrEmpty_SaysWhereItEnds()
    {
        Assert.Equal("header chain: the proof's block is not in it: expected block 3, found blocks 0 to 2", Check(_chain.Headers.Take(3)));
        Assert.Equal("header chain: the proof's block is not in it: expected block 3, found nothing", Check([]));
    }

    [Fact]
    public void Check_ForgedSignature_IsFoundInAnyBlock()
    {
        for (var forged = 1; forged < _chain.Headers.Count; forged++)
        {
            var headers = _chain.Headers.ToArray();
            headers[forged] = headers[forged] with { ProducerSignature = default };
            Assert.StartsWith($"producer signature: block {forged}: the signature is not its producer's", Check(headers), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_SignedByAnyOther_IsNoProducer() => Assert.StartsWith(
        "producer: block 3: its key is no producer's of the genesis file",
        Check(WithLast(header => header with { Producer = TestChain.Wallets[0].PublicKey }, TestChain.Wallets[0])), StringComparison.Ordinal);

    [Fact]
    public void Check_TimeThatFalls_IsRefused() => Assert.Equal(
        "header chain: block 3: its time is before its parent's: expected at least 1800000002, found 1800000001",
        Check(WithLast(header => header with { Timestamp = TestChain.Start + 1 })));

    [Fact]
    public void Check_AnotherParent_SaysBothHashes() => Assert.Equal(
        $"header chain: block 3: its parent hash is not the hash of the block before: expected {_chain.Headers[2].Hash}, found {Hash256.Zero}",
        Check(WithLast(header => header with { PreviousHash = Hash256.Zero })));

    [Fact]
    public void Check_AnotherGoodBlockOfItsHeight_SaysBothHashes()
    {
        var other = WithLast(header => header with { StateRoot = Hash256.Zero });
        Assert.Equal($"header chain: it has another block 3: expected {other[3].Hash}, found {_chain.Headers[3].Hash}", Check(other));
    }

    [Fact]
    public void Check_SignaturesOfManyBatches_AreAllChecked()
    {
        var headers = _chain.Headers.ToList();
        while (headers.Count < 600)
        {
            headers.Add(Sign(headers[^1].Header with { Height = headers[^1].Height + 1, PreviousHash = headers[^1].Hash }));
        }

        Assert.Null(Check(headers, headers[300]));
        headers[555] = headers[555] with { ProducerSignature = headers[554].ProducerSignature };
        Assert.StartsWith("producer signature: block 555", Check(headers, headers[300]), StringComparison.Ordinal);
    }

    private SignedHeader[] WithLast(Func<BlockHeader, BlockHeader> change, SigningKey? key = null) =>
        [.. _chain.Headers.SkipLast(1), Sign(change(_chain.Headers[^1].Header), key)];

    private static SignedHeader Sign(BlockHeader header, SigningKey? key = null) =>
        new(header, (key ?? DevelopmentKeys.Producer).Sign(header.Hash.Bytes));

    private string? Check(IEnumerable<SignedHeader> headers, SignedHeader? wanted = null) =>
        HeaderChain.Check(headers, wanted ?? _chain.Headers[^1], ProofChain.Trust, out _)?.ToString();
}
