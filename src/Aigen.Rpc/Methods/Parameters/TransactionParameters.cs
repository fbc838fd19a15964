using System.Text;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>The fields of a transaction. A wrong tx_hash is refused here, where the one that the client meant is still known.</summary>
internal static class TransactionParameters
{
    private static readonly Parameter<Party> Sender = ChainTypes.Party.Required("sender", "Who pays: the address of sender_public_key.");
    private static readonly Parameter<PublicKey> Key = ChainTypes.PublicKey.Required("sender_public_key", "The sender's Ed25519 key.");
    private static readonly Parameter<Party> Receiver = ChainTypes.Party.Required("receiver", "Who is paid; not the sender.");
    private static readonly Parameter<ulong> Amount = FieldType.UInt64().Required("amount", "Whole AIGEN; 0 only for a call that costs nothing.");
    private static readonly Parameter<Signature> Signature = ChainTypes.Signature.Required("signature", "The sender's, over the 32 bytes of tx_hash.");
    private static readonly Parameter<long> Timestamp = FieldType.Int64().Required("timestamp", "Unix seconds: 24 h before to 300 s after the node's clock.");
    private static readonly Parameter<ulong> Nonce = FieldType.UInt64().Required("nonce", "The sender's next one, or a later one, which waits.");
    private static readonly Parameter<bool> Priority = FieldType.Boolean.Default("priority", false, "True for the CEO wallet alone, which pays no fees then.");
    private static readonly Parameter<Hash256?> Hash = ChainTypes.Hash.Optional("tx_hash", "SHA-256 of the content (docs/formats.md); it must be right where it is given.");
    private static readonly Parameter<ulong> FeeBase = FieldType.UInt64().Default("fee_base", 0, "At least the network's minimum_base_fee.");
    private static readonly Parameter<ulong> FeePriority = FieldType.UInt64().Default("fee_priority", 0, "The higher, the earlier.");
    private static readonly Parameter<ulong> FeeBurn = FieldType.UInt64().Default("fee_burn", 0, "How much of fee_base is destroyed.");
    private static readonly Parameter<ulong> ChainId = FieldType.UInt64().Required("chain_id", "The network's, as getChainInfo has it.");
    private static readonly Parameter<byte[]?> Payload = new FieldType<byte[]>("hex bytes or a JSON object as text", () => FieldType.Of("string"), AsPayload)
        .Optional("payload", "Bytes for the receiver: a call, where that is the CEO wallet.");
    private static readonly Parameter<Signature?> CeoSignature = ChainTypes.Signature.Optional("ceo_signature", "The CEO key's, over tx_hash, where priority is true.");

    // Of submitTransaction: there the hash must be said, since the answer names it.
    private static readonly Parameter<Hash256> OwnHash = ChainTypes.Hash.Required("tx_hash", "SHA-256 of the content (docs/formats.md).");

    /// <summary>A transaction inside other parameters.</summary>
    public static readonly Parameter<Transaction?> Payment = FieldType.Object(Fields(Hash), fields => Read(fields, Hash)).Optional(
        "transaction", "A payment, new and signed. It is in a block before anything is computed.");

    /// <summary>The fields in the order in which they are hashed and shown.</summary>
    public static IReadOnlyList<Parameter> All { get; } = Fields(OwnHash);

    /// <summary>A transaction as the call's parameters.</summary>
    public static Transaction Read(RpcCall call)
    {
        return call.Parameters.Has(OwnHash) ? Read(call.Parameters, OwnHash) : throw call.Parameters.Missing(OwnHash);
    }

    private static IReadOnlyList<Parameter> Fields(Parameter hash) =>
    [
        Sender, Key, Receiver, Amount, Signature, Timestamp, Nonce, Priority, hash, FeeBase, FeePriority, FeeBurn, ChainId, Payload, CeoSignature,
    ];

    private static Transaction Read(RpcParameters fields, Parameter hash)
    {
        var transaction = new Transaction
        {
            Sender = fields.Get(Sender),
            Receiver = fields.Get(Receiver),
            Amount = new Amount(fields.Get(Amount)),
            Timestamp = fields.Get(Timestamp),
            Nonce = fields.Get(Nonce),
            Priority = fields.Get(Priority),
            ChainId = fields.Get(ChainId),
            Fee = new Fee(new Amount(fields.Get(FeeBase)), new Amount(fields.Get(FeePriority)), new Amount(fields.Get(FeeBurn))),
            Payload = fields.Get(Payload),
            SenderPublicKey = fields.Get(Key),
            Signature = fields.Get(Signature),
            CeoSignature = fields.Get(CeoSignature),
        };
        return fields.Optional(hash) is { } field && ChainTypes.Hash.Read(field) is var given && given != transaction.Hash
            ? throw new RpcException(ErrorTable.Of(new Refusal(
                RefusalRule.Hash, $"tx_hash does not match the transaction: it is {given}, the content hashes to {transaction.Hash}",
                transaction.Hash.ToString(), given.ToString())))
            : transaction;
    }

    // Hex of the bytes, or the JSON text itself, as the guide's examples have it.
    private static byte[] AsPayload(RpcField field)
    {
        var text = field.AsString();
        if (text.StartsWith('{'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        return Hex.TryDecode(text, out var bytes) ? bytes : throw field.Refuse("hex bytes or a JSON object as text");
    }
}
