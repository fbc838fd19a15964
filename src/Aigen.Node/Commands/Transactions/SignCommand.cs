using System.CommandLine;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen tx sign</c>: for a key on a machine without a network.</summary>
internal static class SignCommand
{
    private static readonly Option<ulong> Nonce = Values.Required(
        "--nonce", "The transaction's place among the sender's, from 0 ('aigen chain balance' has the next).", 0UL, ulong.MaxValue);

    private static readonly Option<ulong> ChainId = Values.Required(
        "--chain-id", "The network's chain id ('aigen chain info' has it).", 0UL, ulong.MaxValue);

    private static readonly Option<long?> Timestamp = Values.Optional(
        "--timestamp", "Unix seconds; a node takes it from 24 h before its own clock to 300 s after. [default: now]", long.MinValue, long.MaxValue);

    private static readonly Option<ulong> BaseFee = Values.WithDefault(
        "--fee-base", "Whole AIGEN of base fee, at least the network's minimum.", 0UL, ulong.MaxValue, 1UL);

    private static readonly Option<bool> Priority = new("--priority")
    {
        Description = "Go first and pay no fee, which only the CEO wallet may.",
    };

    public static Command Create(ClientWorld world) => ClientCommand.Offline(
        "sign", "Signs a transfer without a node and prints it as JSON, for 'tx submit'.", world, RunAsync, ClientOptions.Key, TransactionOptions.To,
        TransactionOptions.Amount, ChainId, Nonce, Timestamp, BaseFee, TransactionOptions.PriorityFee, TransactionOptions.BurnFee, Priority,
        TransactionOptions.Payload);

    private static Task RunAsync(ClientRun run)
    {
        var key = run.OfflineKey();
        var transaction = key.Sign(new Transaction
        {
            Sender = Party.Of(key.Address),
            Receiver = Party.Of(AddressReference.Read(run.Get(TransactionOptions.To)!).Address),
            Amount = new Amount(run.Get(TransactionOptions.Amount)),
            Timestamp = run.Get(Timestamp) ?? run.Now,
            Nonce = run.Get(Nonce),
            Priority = run.Get(Priority),
            ChainId = run.Get(ChainId),
            Fee = new Fee(
                new Amount(run.Get(BaseFee)), new Amount(run.Get(TransactionOptions.PriorityFee)), new Amount(run.Get(TransactionOptions.BurnFee))),
            Payload = TransactionOptions.PayloadOf(run),
        });
        return run.Output.WriteLineAsync(JsonText.Pretty(JsonText.ToElement(TransactionJson.Of(transaction))));
    }
}
