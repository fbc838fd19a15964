using System.Text;
using Aigen.Chain.Tests.Support;
using Aigen.Fuzz;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>Proofs that come as files from anybody.</summary>
public class ProofDocumentTests
{
    private static readonly string[] Odd = ["\\ud800", "\\u0000", "null", "{}", "[]", "-1", "1e999999999", "\"", "0x", ",", "\"index\":4294967296,"];

    [Theory]
    [InlineData("\"kind\":\"\\ud800\"")]
    [InlineData("\"kind\":\"\\udc00x\"")]
    public void Read_HalfACharacter_IsAFailureOfTheDocument(string kind)
    {
        using var chain = new ProofChain();
        var text = Encoding.UTF8.GetString(ProofDocument.Encode(chain.OneOfEach()[0])).Replace("\"kind\": \"transaction\"", kind, StringComparison.Ordinal);
        Assert.Equal("document", ProofReader.Read(Encoding.UTF8.GetBytes(text)).Failure?.Step);
    }

    [Fact]
    public void Read_NumberWithAHugeExponent_IsAFieldThatSaysSomethingElse()
    {
        using var chain = new ProofChain();
        var text = Encoding.UTF8.GetString(ProofDocument.Encode(chain.OneOfEach()[0])).Replace("\"block_height\": 2", "\"block_height\": 2e99999999999", StringComparison.Ordinal);
        Assert.Equal("fields", ProofReader.Read(Encoding.UTF8.GetBytes(text)).Failure?.Step);
    }

    [Fact]
    public void ReadAndVerify_AnyBytes_IsAVerdictAndNoOtherProofThanTheGoodOne()
    {
        using var chain = new ProofChain();
        var good = chain.OneOfEach().Select(ProofDocument.Encode).ToArray();
        FuzzRun.Cases(6_000, random =>
        {
            var document = good[random.Next(good.Length)];
            var reading = ProofReader.Read(Bend(document, random));
            if (reading.Proof is { } proof && chain.Verify(proof, withHeaders: false).Failure is null)
            {
                Assert.Equal(document, ProofDocument.Encode(proof));
            }
        });
    }

    [Fact]
    public void TransactionHash_FromAnyBytes_IsTheTransactionsOrRefused()
    {
        using var chain = new TestChain();
        var good = Enumerable.Range(0, 8).Select(i => TestChain.Wallets[0].Sign(chain.Transfer(nonce: (ulong)i) with { Payload = new byte[i] })).ToArray();
        FuzzRun.Cases(40_000, random =>
        {
            var bytes = ByteMutation.Bend(good[random.Next(good.Length)].Encoded.ToArray(), random);
            var hash = Try(() => Hash(bytes));
            var transaction = Try<Hash256?>(() => Transaction.Decode(bytes).Hash);
            Assert.True(transaction is null || transaction == hash, Convert.ToHexStringLower(bytes));
        });
    }

    private static byte[] Bend(byte[] document, Random random)
    {
        if (random.Next(2) == 0)
        {
            return ByteMutation.Bend(document, random);
        }

        var (at, odd) = (random.Next(document.Length), Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]));
        return [.. document[..at], .. odd, .. document[Math.Min(document.Length, at + (random.Next(2) * odd.Length))..]];
    }

    private static Hash256? Hash(byte[] bytes)
    {
        var reader = new WireReader(bytes);
        var hash = TransactionHash.ReadFrom(ref reader);
        reader.ExpectEnd();
        return hash;
    }

    private static T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            return default;
        }
    }
}
