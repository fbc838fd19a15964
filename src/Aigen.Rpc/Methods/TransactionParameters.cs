using System.Text;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Reads a transaction object. A wrong tx_hash is refused here, where the one that the client meant is still known.</summary>
internal static class TransactionParameters
{
    public static Transaction Read(RpcParameters fields)
    {
        var transaction = new Transaction
        {
            Sender = fields.Party("sender"),
            Receiver = fields.Party("receiver"),
            Amount = new Amount(fields.UInt64("amount")),
            Timestamp = fields.Int64("timestamp"),
            Nonce = fields.UInt64("nonce"),
            Priority = fields.OptionalBoolean("priority") ?? false,
            ChainId = fields.UInt64("chain_id"),
            Fee = new Fee(Fee(fields, "fee_base"), Fee(fields, "fee_priority"), Fee(fields, "fee_burn")),
            Payload = fields.Optional("payload") is { } payload ? Payload(payload) : null,
            SenderPublicKey = fields.PublicKey("sender_public_key"),
            Signature = fields.Signature("signature"),
            CeoSignature = fields.OptionalSignature("ceo_signature"),
        };
        return fields.OptionalHash("tx_hash") is { } given && given != transaction.Hash
            ? throw new RpcException(ErrorTable.Of(new Refusal(
                RefusalRule.Hash, $"tx_hash does not match the transaction: it is {given}, the content hashes to {transaction.Hash}",
                transaction.Hash.ToString(), given.ToString())))
            : transaction;
    }

    private static Amount Fee(RpcParameters fields, string name) => new(fields.OptionalUInt64(name) ?? 0);

    // Hex of the bytes, or the JSON text itself, as the guide's examples have it.
    private static byte[] Payload(RpcField field)
    {
        var text = field.AsString();
        if (text.StartsWith('{'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        return Hex.TryDecode(text, out var bytes) ? bytes : throw field.Refuse("hex bytes or a JSON object as text");
    }
}
