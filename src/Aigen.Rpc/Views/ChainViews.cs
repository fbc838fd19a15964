using System.Text.Json.Serialization;

namespace Aigen.Rpc.Views;

internal sealed record ChainInfoView(
    ulong ChainId, ulong Height, [property: JsonPropertyName("bestHash")] string BestHash, string LatestBlockHash, int Peers, bool ShutdownStatus,
    ulong TotalSupply, uint NetworkMagic);

internal sealed record BalanceView(string Address, ulong Balance, ulong Nonce, ulong PendingNonce);

internal sealed record SubmittedView(string TxHash, string Status);

internal sealed record TransactionFateView(
    string TxHash, string Status, ulong? BlockHeight, string? BlockHash, uint? Index, TransactionView? Transaction);

internal sealed record ReceiptFateView(string ReceiptId, string Status, ulong? BlockHeight, string? BlockHash, uint? Index, ReceiptView? Receipt);
