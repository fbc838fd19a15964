using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Rpc.Views;

internal sealed record TransactionView(
    string Sender, string SenderPublicKey, string Receiver, ulong Amount, string Signature, long Timestamp, ulong Nonce, bool Priority, string TxHash,
    ulong FeeBase, ulong FeePriority, ulong FeeBurn, ulong ChainId, string? Payload, string? CeoSignature)
{
    public static TransactionView Of(Transaction transaction) => new(
        transaction.Sender.Text, transaction.SenderPublicKey.ToString(), transaction.Receiver.Text, transaction.Amount.Aigen,
        transaction.Signature.ToString(), transaction.Timestamp, transaction.Nonce, transaction.Priority, transaction.Hash.ToString(),
        transaction.Fee.Base.Aigen, transaction.Fee.Priority.Aigen, transaction.Fee.Burn.Aigen, transaction.ChainId,
        transaction.Payload is { } payload ? Hex.Encode(payload) : null, transaction.CeoSignature?.ToString());
}
