using System.CommandLine;
using System.Text;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain verify-proof</c>: needs no node, no network and no database.</summary>
internal static class VerifyProofCommand
{
    private static readonly Argument<string> Proof = new("FILE") { Description = "The proof, as 'prove' makes it; - is standard input." };

    private static readonly Option<string?> Headers = new("--headers")
    {
        Description = "The chain's headers from block 0 on, as 'headers' fetches them; without, the proof rests on one signature of a producer.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> GenesisFile = new("--genesis") { Description = "The network's genesis file: all that is trusted.", HelpName = "FILE" };

    private static readonly Option<Hash256?> GenesisHash = new("--genesis-hash")
    {
        Description = "Of the genesis file the hash alone, with --producer.",
        HelpName = "HASH",
        CustomParser = result => Values.Reader<Hash256>("32 bytes in hex", (string text, out Hash256 hash) => Hash256.TryParse(text, out hash))(result),
    };

    private static readonly Option<PublicKey?> Producer = new("--producer")
    {
        Description = "The public key of the producer, with --genesis-hash.",
        HelpName = "KEY",
        CustomParser = result => Values.Reader<PublicKey>("32 bytes in hex", (string text, out PublicKey key) => PublicKey.TryParse(text, out key))(result),
    };

    public static Command Create(ClientWorld world) => ClientCommand.Offline(
        "verify-proof", "Checks a proof and says in sentences what it proves; needs no node.", world, RunAsync, Proof, Headers, GenesisFile, GenesisHash, Producer);

    private static async Task RunAsync(ClientRun run)
    {
        var trust = Trust(run);
        var (proof, failure) = ProofReader.Read(Encoding.UTF8.GetBytes(await InputText.ReadAsync(run, run.Get(Proof))));
        var verdict = failure is null ? Verify(run, proof!, trust) : new ProofVerdict(failure, []);
        if (verdict.Failure is { } why)
        {
            throw new ClientException($"the proof fails at the {why}");
        }

        foreach (var sentence in verdict.Statements)
        {
            await run.Output.WriteLineAsync(TerminalText.Clean(sentence, keepNewlines: false));
        }
    }

    private static ProofVerdict Verify(ClientRun run, ChainProof proof, TrustAnchor trust)
    {
        if (run.Get(Headers) is not { } path)
        {
            return ProofVerifier.Verify(proof, trust, null);
        }

        try
        {
            using var file = File.OpenRead(path);
            return ProofVerifier.Verify(proof, trust, HeaderFile.Read(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ClientException($"--headers {path}: {e.Message}");
        }
    }

    private static TrustAnchor Trust(ClientRun run)
    {
        switch (run.Get(GenesisFile), run.Get(GenesisHash), run.Get(Producer))
        {
            case ({ } file, null, null):
                try
                {
                    return TrustAnchor.Of(Genesis.Load(file));
                }
                catch (NodeStartException e)
                {
                    throw new ClientException(e.Message);
                }

            case (null, { } hash, { } producer):
                return TrustAnchor.Of(hash, producer);
            default:
                throw new ClientException("say what is trusted: either --genesis FILE, or --genesis-hash HASH and --producer KEY");
        }
    }
}
