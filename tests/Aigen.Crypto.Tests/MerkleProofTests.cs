using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

public class MerkleProofTests
{
    // Every shape of the last levels up to one leaf beyond the power of two 64.
    private const int MostLeaves = 70;

    private static readonly Hash256[] Leaves = [.. Enumerable.Range(0, MostLeaves).Select(i => Hash256.Of([(byte)i]))];

    [Fact]
    public void RootOf_EveryLeafOfEveryTree_IsItsRoot()
    {
        foreach (var (leaves, proof) in All())
        {
            Assert.Equal(MerkleTree.Root(leaves), proof.RootOf(leaves[(int)proof.Index], out var flaw));
            Assert.Null(flaw);
        }
    }

    [Fact]
    public void RootOf_AnotherLeaf_IsNotTheRoot()
    {
        foreach (var (leaves, proof) in All())
        {
            Assert.NotEqual(MerkleTree.Root(leaves), proof.RootOf(Hash256.Of("other"u8), out _));
        }
    }

    [Fact]
    public void RootOf_AnyOtherIndexOrSibling_IsNotTheRoot()
    {
        foreach (var (leaves, proof) in All())
        {
            var root = MerkleTree.Root(leaves);
            Assert.All(Bent(proof), bent => Assert.NotEqual(root, bent.RootOf(leaves[(int)proof.Index], out _)));
        }
    }

    [Fact]
    public void RootOf_AnotherCount_NeverProvesAnotherIndex()
    {
        foreach (var (leaves, proof) in All().Where(one => one.Leaves.Length <= 12))
        {
            var root = MerkleTree.Root(leaves);
            var bent = from count in Enumerable.Range(0, 26)
                       from index in Enumerable.Range(0, count)
                       where index != proof.Index
                       select proof with { Index = (uint)index, LeafCount = (uint)count };
            Assert.All(bent, one => Assert.NotEqual(root, one.RootOf(leaves[(int)proof.Index], out _)));
        }
    }

    [Fact]
    public void RootOf_LastLeafCountedTwice_IsRefusedAtBothOfItsPlaces()
    {
        var doubled = (Hash256[])[.. Leaves[..3], Leaves[2]];
        Assert.Equal(MerkleTree.Root(Leaves[..3]), MerkleTree.Root(doubled));
        foreach (var index in (uint[])[2, 3])
        {
            Assert.Null(MerkleProof.Create(doubled, index).RootOf(Leaves[2], out var flaw));
            Assert.Equal("sibling 0 is the node itself, which is not the last of its level: it could be a leaf that is counted twice", flaw);
        }
    }

    [Theory]
    [InlineData(5, 5, 3, "index 5 of 5 leaves")]
    [InlineData(0, 0, 0, "index 0 of 0 leaves")]
    [InlineData(0, 5, 2, "2 siblings, 5 leaves take 3")]
    [InlineData(0, 1, 1, "1 siblings, 1 leaves take 0")]
    [InlineData(1, uint.MaxValue, 31, "31 siblings, 4294967295 leaves take 32")]
    [InlineData(2, 3, 2, "sibling 0 is not the node itself, which is the last of its level and alone")]
    public void RootOf_ShapeThatNoTreeHas_SaysTheNumbers(uint index, uint count, int siblings, string expected)
    {
        Assert.Null(new MerkleProof(index, count, Leaves[..siblings]).RootOf(Leaves[9], out var flaw));
        Assert.Equal(expected, flaw);
    }

    [Fact]
    public void Create_BeyondTheLeaves_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Create(Leaves[..3], 3));

    private static IEnumerable<(Hash256[] Leaves, MerkleProof Proof)> All() =>
        from count in Enumerable.Range(1, MostLeaves)
        from index in Enumerable.Range(0, count)
        select (Leaves[..count], MerkleProof.Create(Leaves[..count], (uint)index));

    private static IEnumerable<MerkleProof> Bent(MerkleProof proof)
    {
        for (uint index = 0; index <= proof.LeafCount; index++)
        {
            if (index != proof.Index)
            {
                yield return proof with { Index = index };
            }
        }

        for (var i = 0; i < proof.Siblings.Count; i++)
        {
            yield return proof with { Siblings = [.. proof.Siblings.Take(i), Flipped(proof.Siblings[i]), .. proof.Siblings.Skip(i + 1)] };
            yield return proof with { Siblings = [.. proof.Siblings.Take(i), .. proof.Siblings.Skip(i + 1)] };
            yield return proof with { Siblings = [.. proof.Siblings.Take(i), proof.Siblings[i], .. proof.Siblings.Skip(i)] };
        }
    }

    private static Hash256 Flipped(Hash256 hash)
    {
        var bytes = hash.Bytes.ToArray();
        bytes[^1] ^= 1;
        return Hash256.From(bytes);
    }
}
