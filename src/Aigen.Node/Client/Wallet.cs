using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Node.Client;

/// <summary>Signs transactions for the node's network.</summary>
internal static class Wallet
{
    public static async Task<Transaction> SignAsync(ClientRun run, SigningKey key, TransactionTerms terms)
    {
        var network = await run.NetworkAsync();
        var nonce = terms.Nonce ?? (await run.CallAsync("getBalance", new JsonArray(key.Address.ToString()))).UInt64("pending_nonce");
        return key.Sign(new Transaction
        {
            Sender = Party.Of(key.Address),
            Receiver = Party.Of(terms.Receiver),
            Amount = new Amount(terms.Amount),
            Timestamp = run.Now,
            Nonce = nonce,
            ChainId = network.ChainId,
            Fee = new Fee(new Amount(network.MinimumBaseFee), new Amount(terms.PriorityFee), new Amount(terms.BurnFee)),
            Payload = terms.Payload,
        });
    }
}
