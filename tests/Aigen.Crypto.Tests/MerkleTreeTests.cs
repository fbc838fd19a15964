using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

public class MerkleTreeTests
{
    private static readonly Hash256[] Leaves = [.. Enumerable.Range(0, 5).Select(i => Hash256.Of([(byte)i]))];

    [Fact]
    public void Root_OfNothing_IsTheHashOfTheEmptyString() => Assert.Equal(
        "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleTree.Root([]).ToString());

    [Fact]
    public void Root_OfOne_IsTheLeaf() => Assert.Equal(Leaves[0], MerkleTree.Root(Leaves[..1]));

    [Fact]
    public void Root_OfThree_PairsTheLoneLeafWithItself() => Assert.Equal(
        MerkleTree.Pair(MerkleTree.Pair(Leaves[0], Leaves[1]), MerkleTree.Pair(Leaves[2], Leaves[2])), MerkleTree.Root(Leaves[..3]));

    [Fact]
    public void Root_OfFive_PairsTheLoneNodesOfEveryLevel()
    {
        var four = MerkleTree.Pair(MerkleTree.Pair(Leaves[0], Leaves[1]), MerkleTree.Pair(Leaves[2], Leaves[3]));
        var last = MerkleTree.Pair(Leaves[4], Leaves[4]);
        Assert.Equal(MerkleTree.Pair(four, MerkleTree.Pair(last, last)), MerkleTree.Root(Leaves));
    }

    [Fact]
    public void Root_AnotherOrder_IsAnotherRoot() => Assert.NotEqual(MerkleTree.Root(Leaves), MerkleTree.Root(Leaves.Reverse()));
}
