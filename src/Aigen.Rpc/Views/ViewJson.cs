using System.Text.Json.Serialization;

namespace Aigen.Rpc.Views;

/// <summary>How results are written: generated code, snake case, absent values as null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChainInfoView))]
[JsonSerializable(typeof(BlockView))]
[JsonSerializable(typeof(BalanceView))]
[JsonSerializable(typeof(SubmittedView))]
[JsonSerializable(typeof(TransactionFateView))]
[JsonSerializable(typeof(TransactionView[]))]
[JsonSerializable(typeof(ReceiptFateView))]
[JsonSerializable(typeof(HeadersView))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(NodeInfoView))]
[JsonSerializable(typeof(ShutdownView))]
[JsonSerializable(typeof(ShutdownEventView))]
[JsonSerializable(typeof(DecisionView))]
[JsonSerializable(typeof(ProposalView))]
[JsonSerializable(typeof(ModelListView))]
[JsonSerializable(typeof(QuotaView))]
[JsonSerializable(typeof(TierInfoView))]
[JsonSerializable(typeof(SubscribedView))]
[JsonSerializable(typeof(ChatCompletionView))]
[JsonSerializable(typeof(ChatDeltaView))]
[JsonSerializable(typeof(ChatQueuedView))]
[JsonSerializable(typeof(ChatAnswerEndView))]
[JsonSerializable(typeof(ChatFinishView))]
internal sealed partial class ViewJson : JsonSerializerContext;
