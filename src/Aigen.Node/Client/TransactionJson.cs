using System.Text.Json.Nodes;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Client;

/// <summary>A signed transaction as <c>submitTransaction</c> takes it.</summary>
internal static class TransactionJson
{
    public static JsonObject Of(Transaction transaction) => new()
    {
        ["sender"] = transaction.Sender.Text,
        ["sender_public_key"] = transaction.SenderPublicKey.ToString(),
        ["receiver"] = transaction.Receiver.Text,
        ["amount"] = transaction.Amount.Aigen,
        ["signature"] = transaction.Signature.ToString(),
        ["timestamp"] = transaction.Timestamp,
        ["nonce"] = transaction.Nonce,
        ["priority"] = transaction.Priority,
        ["tx_hash"] = transaction.Hash.ToString(),
        ["fee_base"] = transaction.Fee.Base.Aigen,
        ["fee_priority"] = transaction.Fee.Priority.Aigen,
        ["fee_burn"] = transaction.Fee.Burn.Aigen,
        ["chain_id"] = transaction.ChainId,
        ["payload"] = transaction.Payload is { } payload ? Hex.Encode(payload) : null,
        ["ceo_signature"] = transaction.CeoSignature?.ToString(),
    };
}
