using Aigen.Primitives.Hashing;

namespace Aigen.Primitives.Tests.Hashing;

public class Keccak256Tests
{
    // The first two are in the Keccak team's and Ethereum's documents; the long ones cross one and two blocks of 136 bytes.
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("testing", "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02")]
    public void Hash_KnownText_GivesKnownDigest(string text, string digest) => Assert.Equal(digest, Digest(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(135, "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446")]
    [InlineData(136, "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e")]
    [InlineData(137, "d869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39")]
    public void Hash_LettersAroundTheBlockSize_GivesKnownDigest(int count, string digest) =>
        Assert.Equal(digest, Digest(Enumerable.Repeat((byte)'a', count).ToArray()));

    private static string Digest(byte[] data)
    {
        var digest = new byte[Keccak256.Length];
        Keccak256.Hash(data, digest);
        return Convert.ToHexStringLower(digest);
    }
}
