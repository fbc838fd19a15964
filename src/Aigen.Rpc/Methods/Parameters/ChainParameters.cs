using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class ChainParameters
{
    public static readonly Parameter<ulong?> BlockHeight = FieldType.UInt64().Optional("block_height", "The block's number; the genesis block is 0.");

    public static readonly Parameter<Hash256?> BlockHash = ChainTypes.Hash.Optional("block_hash", "The hash of the block's header.");

    public static readonly Parameter<Address> Address = ChainTypes.Address.Required(
        "address", "Upper and lower case must be all the same, or the right EIP-55 checksum.");

    public static readonly Parameter<ReceiptId> Receipt = ChainTypes.Receipt.Required(
        "receipt_id", "The id that a completion or an embedding came with.");

    public static readonly Parameter<Hash256> TransactionHash = ChainTypes.Hash.Required(
        "tx_hash", "The transaction's hash, as submitTransaction answers it.");

    public static readonly Parameter<ulong> FromHeight = FieldType.UInt64().Required("from_height", "The first block.");

    // A header is some 700 bytes of answer, so this is 0.7 MB: a chain of a day at a block a second takes 87 calls.
    public static readonly Parameter<int> HeaderLimit = FieldType.Int32(1, 1000).Default("limit", 100, "The most headers.");

    public static readonly Parameter<int> TransactionLimit = FieldType.Int32(1, 500).Default("limit", 50, "The most transactions.");

    public static readonly Parameter<BlockLocation?> Cursor = new FieldType<BlockLocation>("the next_cursor of an earlier answer", () => FieldType.Of("string"), AsCursor)
        .Optional("cursor", "The next_cursor of the page before.");

    public static readonly Parameter<string?> Subscription = FieldType.String(1, Subscriptions.SubscriptionSet.LongestId).Optional(
        "subscription", "An id of your own, unused on this connection; else the node chooses one.");

    private static BlockLocation AsCursor(RpcField field)
    {
        Span<byte> bytes = stackalloc byte[BlockLocation.Length];
        return Hex.TryDecode(field.AsString(), bytes) ? BlockLocation.Decode(bytes) : throw field.Refuse("the next_cursor of an earlier answer");
    }
}
