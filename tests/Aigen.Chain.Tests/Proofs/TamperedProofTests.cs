using System.Text.Json.Nodes;
using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.Proofs;

public sealed class TamperedProofTests : IDisposable
{
    private readonly ProofChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Verify_AnyByteOfAnyPartBent_Fails()
    {
        foreach (var proof in _chain.OneOfEach())
        {
            var document = Document(proof);
            foreach (var name in (string[])["header", "producer_signature", "item", "value"])
            {
                foreach (var bent in BentBytes(document, name))
                {
                    Assert.NotNull(Failure(Remade(bent)));
                }
            }

            for (var i = 0; i < document["siblings"]!.AsArray().Count; i++)
            {
                var bent = document.DeepClone().AsObject();
                bent["siblings"]![i] = Hash256.Of([(byte)i]).ToString();
                Assert.Contains("path", Failure(bent)!.Step, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_AnyFieldThatLiesOrIsMissingOrIsNotKnown_Fails()
    {
        foreach (var document in _chain.OneOfEach().Select(Document))
        {
            foreach (var name in document.Select(field => field.Key).ToList())
            {
                var without = document.DeepClone().AsObject();
                without.Remove(name);
                Assert.NotNull(Read(without).Failure);
                foreach (var lie in Lies(document, name))
                {
                    Assert.NotNull(Failure(lie));
                }
            }

            document["note"] = "mine";
            Assert.Equal("fields: note is not a field of such a proof", Read(document).Failure?.ToString());
        }
    }

    [Fact]
    public void Read_ReadableFieldThatLies_SaysBothValues()
    {
        var document = Document(_chain.OneOfEach()[2]);
        document["account"]!["balance"] = 5_000_000;
        var failure = Read(document).Failure!;
        Assert.Equal("fields: account.balance does not say what the bytes say: expected 999991, found 5000000", failure.ToString());
    }

    [Theory]
    [InlineData("", "document: not JSON")]
    [InlineData("[]", "document: it has no format")]
    [InlineData("{\"format\":\"aigen-proof-2\"}", "document: its format is 'aigen-proof-2', this program reads aigen-proof-1")]
    [InlineData("{\"format\":\"aigen-proof-1\",\"format\":\"aigen-proof-1\"}", "document: not JSON")]
    [InlineData("{\"format\":\"aigen-proof-1\",\"header\":\"0x00\",\"producer_signature\":\"0x\"}", "document: The record ends 3 bytes too early.")]
    public void Read_NoProof_SaysWhy(string json, string expected) => Assert.StartsWith(
        expected, ProofReader.Read(System.Text.Encoding.UTF8.GetBytes(json)).Failure!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Verify_AnotherTrust_NamesTheStep()
    {
        var proof = _chain.OneOfEach()[0];
        Assert.Equal("producer", ProofVerifier.Verify(proof, TrustAnchor.Of(TestChain.Spec.Hash, default), null).Failure?.Step);
        Assert.Equal("header", ProofVerifier.Verify(proof, TrustAnchor.Of(TestChain.Spec with { ChainId = 7 }), null).Failure?.Step);
        var otherGenesis = TrustAnchor.Of(TestChain.Spec with { MinimumBaseFee = new Amount(2) });
        Assert.Null(ProofVerifier.Verify(proof, otherGenesis, null).Failure);
        Assert.Equal("header chain", ProofVerifier.Verify(proof, otherGenesis, _chain.Headers).Failure?.Step);
    }

    private ProofFailure? Failure(JsonObject? document)
    {
        if (document is null)
        {
            return new ProofFailure("document", "cannot be made");
        }

        var (proof, failure) = Read(document);
        return failure ?? _chain.Verify(proof!, withHeaders: false).Failure;
    }

    // The proof as somebody would forge it: with readable fields that fit the bent bytes.
    private static JsonObject? Remade(JsonObject bent)
    {
        var header = Hex(bent, "header");
        var signed = System.Text.Encoding.UTF8.GetBytes(bent.ToJsonString());
        try
        {
            var read = SignedHeader.Decode([.. header, .. Hex(bent, "producer_signature")]);
            return (string)bent["kind"]! switch
            {
                "transaction" => Document(new TransactionProof(read, Transaction.Decode(Hex(bent, "item")), Path(bent))),
                "receipt" => Document(new ReceiptProof(read, Receipt.Decode(Hex(bent, "item")), Path(bent))),
                _ => Document(new AccountProof(read, Address.From(Hex(bent, "key").AsSpan(1)), State(bent))),
            };
        }
        catch (InvalidDataException)
        {
            Assert.NotNull(ProofReader.Read(signed).Failure);
            return null;
        }
    }

    private static IEnumerable<JsonObject> BentBytes(JsonObject document, string name)
    {
        if (document[name] is null)
        {
            yield break;
        }

        var bytes = Hex(document, name);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var bent = document.DeepClone().AsObject();
            bent[name] = Primitives.Encoding.Hex.Encode(bytes);
            bytes[i] ^= 1;
            yield return bent;
        }
    }

    private static IEnumerable<JsonObject> Lies(JsonObject document, string name)
    {
        foreach (var lie in (JsonNode?[])[null, "", "0x", "0x00", 0, 1, -1, 4294967296, new JsonArray(), new JsonObject()])
        {
            var bent = document.DeepClone().AsObject();
            bent[name] = lie?.DeepClone();
            if (!JsonNode.DeepEquals(bent, document))
            {
                yield return bent;
            }
        }
    }

    private static Crypto.MerkleProof Path(JsonObject document) => new((uint)document["index"]!, (uint)document["leaf_count"]!, Siblings(document));

    private static StateProof State(JsonObject document) => new(
        Siblings(document), document["value"] is null ? null : Hex(document, "value"),
        document["other"] is { } other ? new OtherLeaf(Hash256.Parse((string)other["key_hash"]!), Hash256.Parse((string)other["value_hash"]!)) : null);

    private static Hash256[] Siblings(JsonObject document) => [.. document["siblings"]!.AsArray().Select(one => Hash256.Parse((string)one!))];

    private static byte[] Hex(JsonObject document, string name)
    {
        Assert.True(Primitives.Encoding.Hex.TryDecode((string)document[name]!, out var bytes));
        return bytes;
    }

    private static JsonObject Document(ChainProof proof) => JsonNode.Parse(ProofDocument.Encode(proof))!.AsObject();

    private static ProofReading Read(JsonObject document) => ProofReader.Read(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));
}
