using System.Text;
using System.Text.Json;
using Aigen.Chain.Tests.Support;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.Proofs;

/// <summary>Proofs and headers as others keep them in files; the light client in docs/examples/python is held to the same ones.</summary>
public sealed class ProofVectorTests : IDisposable
{
    private static readonly JsonElement Vector = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "proofs.json"))).RootElement;

    private readonly ProofChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Prove_ChainOfTheVector_GivesItsDocumentsAndHeaders()
    {
        var documents = _chain.OneOfEach().Select(proof => JsonDocument.Parse(ProofDocument.Encode(proof)).RootElement).ToList();
        Assert.Equal(Vector.GetProperty("proofs").GetArrayLength(), documents.Count);
        Assert.All(documents.Zip(Vector.GetProperty("proofs").EnumerateArray()), pair => Assert.Equal(Text(pair.Second), Text(pair.First)));
        Assert.Equal(Vector.GetProperty("header_file").GetString(), Hex.Encode([.. HeaderFile.Tag, .. _chain.Headers.SelectMany(header => header.Encode())]));
    }

    [Fact]
    public void Verify_DocumentsOfTheVector_ProveWhatItSays()
    {
        Assert.True(Hex.TryDecode(Vector.GetProperty("header_file").GetString(), out var headers));
        Assert.Equal(Vector.GetProperty("genesis_hash").GetString(), TestChain.Spec.Hash.ToString());
        foreach (var (document, proven) in Vector.GetProperty("proofs").EnumerateArray().Zip(Vector.GetProperty("proven").EnumerateArray()))
        {
            var (proof, failure) = ProofReader.Read(Encoding.UTF8.GetBytes(document.GetRawText()));
            Assert.Null(failure);
            var verdict = ProofVerifier.Verify(proof!, ProofChain.Trust, HeaderFile.Read(new MemoryStream(headers)));
            Assert.Null(verdict.Failure);
            Assert.Equal(proven.GetString(), verdict.Statements[0]);
        }
    }

    private static string Text(JsonElement element) => JsonSerializer.Serialize(element);
}
