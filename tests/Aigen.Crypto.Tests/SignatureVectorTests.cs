using System.Text.Json;
using Aigen.Crypto.Native;
using Aigen.Primitives;

namespace Aigen.Crypto.Tests;

public class SignatureVectorTests
{
    private static readonly (string Description, SignedHash Item, bool Valid, bool Libsodium)[] Vectors = [.. Load()];

    [Fact]
    public void Verify_EveryVector_AnswersByTheRule() =>
        Assert.All(Vectors, v => Assert.Equal(v.Valid, Ed25519.Verify(v.Item.Key, v.Item.Hash.Bytes, v.Item.Signature)));

    [Fact]
    public void Libsodium_EveryVector_AnswersWithoutTheCofactor() => Assert.All(Vectors, v => Assert.Equal(
        v.Libsodium, Sodium.crypto_sign_ed25519_verify_detached(v.Item.Signature.Bytes, v.Item.Hash.Bytes, Hash256.Length, v.Item.Key.Bytes) == 0));

    // The reference is slow, so of the invalid vectors it sees one in eight.
    [Fact]
    public void IsValid_ValidVectorsAndSomeOthers_TheReferenceAgrees() => Assert.All(Vectors.Where((v, i) => v.Valid || i % 8 == 0), v => Assert.Equal(v.Valid, ReferenceCurve.IsValid(v.Item)));

    [Fact]
    public void VerifyBatch_OfOneVector_AnswersByTheRule() => Assert.All(Vectors, v =>
    {
        var valid = new bool[1];
        SignatureBatch.Verify([v.Item], valid);
        Assert.Equal(v.Valid, valid[0]);
    });

    [Fact]
    public void VerifyBatch_VectorAmongGoodOnes_AnswersByTheRuleAndLeavesTheGoodOnesGood()
    {
        var good = Signed.Items(16, keys: 5);
        Assert.All(Vectors, v =>
        {
            var valid = new bool[17];
            SignatureBatch.Verify([.. good[..7], v.Item, .. good[7..]], valid);
            Assert.Equal([.. Enumerable.Repeat(true, 7), v.Valid, .. Enumerable.Repeat(true, 9)], valid);
        });
    }

    [Fact]
    public void VerifyBatch_AllVectorsAtOnce_AnswersByTheRule()
    {
        var valid = new bool[Vectors.Length];
        SignatureBatch.Verify(Vectors.Select(v => v.Item).ToArray(), valid);
        Assert.Equal(Vectors.Select(v => v.Valid), valid);
    }

    private static IEnumerable<(string, SignedHash, bool, bool)> Load() =>
        from vector in JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "ed25519.json")))
            .GetProperty("vectors").EnumerateArray()
        let item = new SignedHash(
            PublicKey.Parse(Text(vector, "key")), Hash256.Parse(Text(vector, "message")), Signature.Parse(Text(vector, "signature")))
        select (Text(vector, "description"), item, vector.GetProperty("valid").GetBoolean(), vector.GetProperty("libsodium").GetBoolean());

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}
