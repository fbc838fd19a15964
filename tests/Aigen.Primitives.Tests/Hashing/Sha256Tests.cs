using System.Security.Cryptography;
using Aigen.Primitives.Hashing;

namespace Aigen.Primitives.Tests.Hashing;

public class Sha256Tests
{
    // NIST, FIPS 180-4 examples.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Hash_KnownText_GivesKnownDigest(string text, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Digest(System.Text.Encoding.ASCII.GetBytes(text))));

    // Five blocks of 64 bytes: every place where the padding can begin, and more than one whole block before it.
    [Fact]
    public void Hash_EveryLength_IsAsOfNet()
    {
        var random = new Random(1);
        for (var length = 0; length <= 320; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            Assert.Equal(SHA256.HashData(data), Digest(data));
        }
    }

    [Fact]
    public void Hash_LongInput_IsAsOfNet()
    {
        var data = new byte[10_000_001];
        new Random(2).NextBytes(data);
        Assert.Equal(SHA256.HashData(data), Digest(data));
    }

    [Fact]
    public void Hash_ManyThreadsAtOnce_DoNotDisturbEachOther()
    {
        var inputs = Enumerable.Range(0, 2_000).Select(BitConverter.GetBytes).ToArray();
        var digests = new byte[inputs.Length][];
        Parallel.For(0, inputs.Length, i => digests[i] = Digest(inputs[i]));
        Assert.Equal(inputs.Select(SHA256.HashData), digests);
    }

    // The digest may lie over what it is of, as it does where a level of a tree is hashed in place.
    [Fact]
    public void Hash_IntoItsInput_IsAsOfNet()
    {
        var data = new byte[64];
        new Random(3).NextBytes(data);
        var expected = SHA256.HashData(data);
        Sha256.Hash(data, data.AsSpan(0, Sha256.Length));
        Assert.Equal(expected, data[..Sha256.Length]);
    }

    [Fact]
    public void Hash_DigestOfAnotherLength_Throws() => Assert.Throws<ArgumentException>(() => Sha256.Hash([], new byte[31]));

    private static byte[] Digest(byte[] data)
    {
        var digest = new byte[Sha256.Length];
        Sha256.Hash(data, digest);
        return digest;
    }
}
