using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace Aigen.Chain.Tests.Proofs;

public class StateProofTests
{
    [Fact]
    public void Prove_AnyKeyOfAnyState_ComputesItsRootAndSaysItsValue() => Prop.ForAll(
        Gen.Choose(0, 400).ListOf().ToArbitrary(),
        keys =>
        {
            using var tree = new TestTree();
            tree.Update(keys.Select(key => (key, (byte[]?)[(byte)key])));
            foreach (var key in keys.Concat(Enumerable.Range(500, 20)))
            {
                var proof = tree.Prove(key);
                Assert.Equal(tree.Root, proof.RootFor(TestTree.Key(key)));
                Assert.Equal(tree.Entries.GetValueOrDefault(key), proof.Value);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    public void RootFor_ProofThatIsBentInAnyWay_IsNotTheRoot(int entries)
    {
        using var tree = new TestTree();
        tree.Update(Enumerable.Range(0, entries).Select(key => (key, (byte[]?)[(byte)key, 7])));
        foreach (var key in Enumerable.Range(0, entries + 40))
        {
            var proof = tree.Prove(key);
            Assert.Equal(tree.Root, proof.RootFor(TestTree.Key(key)));
            Assert.All(Bent(proof, TestTree.Key(key)), bent => Assert.NotEqual(tree.Root, bent.RootFor(TestTree.Key(key))));
        }
    }

    [Fact]
    public void RootFor_OwnLeafPassedForAnother_IsNoProofOfAbsence()
    {
        using var tree = new TestTree();
        tree.Update([(1, [1])]);
        var other = new OtherLeaf(Hash256.Of(TestTree.Key(1).Bytes), Hash256.Of([1]));
        Assert.Null(new StateProof([], null, other).RootFor(TestTree.Key(1)));
        Assert.Equal(tree.Root, new StateProof([], null, other).RootFor(TestTree.Key(2)));
    }

    [Fact]
    public void RootFor_MoreSiblingsThanAPathHasBits_IsNoProof() =>
        Assert.Null(new StateProof(new Hash256[257], [1], null).RootFor(TestTree.Key(1)));

    private static IEnumerable<StateProof> Bent(StateProof proof, StateKey key)
    {
        var siblings = proof.Siblings;
        for (var i = 0; i < siblings.Count; i++)
        {
            yield return proof with { Siblings = [.. siblings.Take(i), .. siblings.Skip(i + 1)] };
            for (var bit = 0; bit < 256; bit += 37)
            {
                yield return proof with { Siblings = [.. siblings.Take(i), Flip(siblings[i], bit), .. siblings.Skip(i + 1)] };
            }
        }

        for (var i = 0; i <= siblings.Count; i++)
        {
            yield return proof with { Siblings = [.. siblings.Take(i), Hash256.Zero, .. siblings.Skip(i)] };
            yield return proof with { Siblings = [.. siblings.Take(i), Hash256.Of("other"u8), .. siblings.Skip(i)] };
        }

        foreach (var end in OtherEnds(proof, key))
        {
            yield return end;
        }
    }

    private static IEnumerable<StateProof> OtherEnds(StateProof proof, StateKey key)
    {
        yield return proof with { Value = [.. proof.Value ?? [], 0] };
        yield return proof with { Value = null, Other = new OtherLeaf(Hash256.Of(key.Bytes), Hash256.Of(proof.Value ?? [])) };
        if (proof.Value is not null || proof.Other is not null)
        {
            yield return proof with { Value = null, Other = null };
        }

        if (proof.Value is { } value)
        {
            yield return proof with { Value = [(byte)(value[0] ^ 1), .. value.AsSpan(1)] };
        }

        for (var bit = 0; bit < 256 && proof.Other is not null; bit++)
        {
            var (keyHash, valueHash) = proof.Other.Value;
            yield return proof with { Other = new OtherLeaf(Flip(keyHash, bit), valueHash) };
            yield return proof with { Other = new OtherLeaf(keyHash, Flip(valueHash, bit)) };
        }
    }

    private static Hash256 Flip(Hash256 hash, int bit)
    {
        var bytes = hash.Bytes.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return Hash256.From(bytes);
    }
}
