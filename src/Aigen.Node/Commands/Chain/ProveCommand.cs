using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain prove</c>: a proof from a node, or from its database, for somebody who trusts neither.</summary>
internal static class ProveCommand
{
    private static readonly Argument<Hash256> Hash = Values.Hash("HASH", "The transaction's hash, 32 bytes in hex.");

    private static readonly Option<string?> Out = new("--out") { Description = "Where to write the proof. [default: standard output]", HelpName = "FILE" };

    private static readonly Option<string?> DataDir = new("--data-dir")
    {
        Description = "Read the database in this folder instead of asking a node; one that runs does not mind.",
        HelpName = "DIR",
    };

    public static Command Create(ClientWorld world) => new("prove", "Makes a proof that 'verify-proof' checks with the genesis file alone.")
    {
        ClientCommand.Online(
            "transaction", "Proves that a block holds a transaction.", world,
            run => RunAsync(run, "getTransactionProof", run.Get(Hash).ToString(), prover => prover.ProveTransaction(run.Get(Hash))), Hash, Out, DataDir),
        ClientCommand.Online(
            "receipt", "Proves that a block holds the bill of a completion.", world,
            run => RunAsync(run, "getReceiptProof", run.Get(ChainCommand.Receipt), prover => prover.ProveReceipt(ReceiptOf(run))), ChainCommand.Receipt, Out, DataDir),
        ClientCommand.Online(
            "account", "Proves balance and nonce at the newest block, or that there is no such account.", world,
            run => RunAsync(run, "getAccountProof", AddressOf(run).ToString(), prover => new ProofOutcome(prover.ProveAccount(AddressOf(run)), null)),
            ChainCommand.Address, Out, DataDir),
    };

    private static async Task RunAsync(ClientRun run, string method, string parameter, Func<ChainProver, ProofOutcome> prove)
    {
        var proof = run.Get(DataDir) is { } folder
            ? Encoding.UTF8.GetString(ProofDocument.Encode(FromDatabase(folder, prove)))
            : JsonText.Pretty(await run.CallAsync(method, new JsonArray(parameter)));
        if (run.Get(Out) is not { } file)
        {
            await run.Output.WriteLineAsync(proof);
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file, $"{proof}\n", run.Cancelled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientException($"--out {file}: {e.Message}");
        }

        await run.Output.WriteLineAsync($"The proof is in {file}; 'aigen chain verify-proof' checks it.");
    }

    private static ChainProof FromDatabase(string folder, Func<ChainProver, ProofOutcome> prove)
    {
        try
        {
            using var store = RocksStore.OpenReadOnly(LedgerFolder.PathIn(folder));
            using var view = LedgerView.Of(store);
            var (proof, refusal) = prove(new ChainProver(view));
            return proof ?? throw new ClientException(refusal!.Message);
        }
        catch (Exception e) when (e is StoreException or LedgerException)
        {
            throw new ClientException($"--data-dir {folder}: {e.Message}");
        }
    }

    private static Address AddressOf(ClientRun run) => AddressReference.Read(run.Get(ChainCommand.Address)).Address;

    private static ReceiptId ReceiptOf(ClientRun run) => ReceiptId.TryParse(run.Get(ChainCommand.Receipt), out var id)
        ? id
        : throw new ClientException($"'{run.Get(ChainCommand.Receipt)}' is not the id of a completion: expected chatcmpl- and 32 hex digits");
}
