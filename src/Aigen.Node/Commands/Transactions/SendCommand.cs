using System.CommandLine;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen tx send</c>: a transfer, signed here; the secret never leaves this process.</summary>
internal static class SendCommand
{
    private static readonly Option<ulong?> Nonce = Values.Optional(
        "--nonce", "The transaction's place among the sender's, from 0. [default: the sender's next]", 0UL, ulong.MaxValue);

    public static Command Create(ClientWorld world) => ClientCommand.Online(
        "send", "Signs a transfer and hands it to the node.", world, RunAsync, ClientOptions.Key, TransactionOptions.To, TransactionOptions.Amount,
        TransactionOptions.PriorityFee, TransactionOptions.BurnFee, TransactionOptions.Payload, Nonce, ClientOptions.Wait, ClientOptions.Json);

    private static async Task RunAsync(ClientRun run)
    {
        var key = await run.KeyAsync();
        var terms = new TransactionTerms(await run.ReceiverAsync(run.Get(TransactionOptions.To)!), run.Get(TransactionOptions.Amount))
        {
            PriorityFee = run.Get(TransactionOptions.PriorityFee),
            BurnFee = run.Get(TransactionOptions.BurnFee),
            Payload = TransactionOptions.PayloadOf(run),
            Nonce = run.Get(Nonce),
        };
        var transaction = await Wallet.SignAsync(run, key, terms);
        await run.PrintAsync(await Submission.SendAsync(run, TransactionJson.Of(transaction), run.Get(ClientOptions.Wait)));
    }
}
