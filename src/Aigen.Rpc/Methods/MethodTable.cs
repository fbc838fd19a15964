using Aigen.Rpc.Events;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Aigen.Rpc.Views;
using static Aigen.Rpc.Methods.ChainParameters;
using static Aigen.Rpc.Methods.ErrorTable;
using static Aigen.Rpc.Methods.GovernanceParameters;

namespace Aigen.Rpc.Methods;

/// <summary>
/// The whole interface on one page. Parameters stand in the order in which they may be given by position. What documents say beside this is
/// in the folder Reference; rpc.discover, docs/rpc.md and <c>aigen call METHOD --help</c> are all made of it.
/// </summary>
public static class MethodTable
{
    private static readonly int[] Writing = [ShutdownIsActive, RpcErrorCodes.ResourceUnavailable];

    private static readonly int[] Completing =
    [
        InvalidSignature, Unauthorized, ShutdownIsActive, NoSuchModel, TierTooLow, QuotaIsExceeded, QueueFull, InvalidChatFormat,
        PaymentNeeded, ContextTooLong, RpcErrorCodes.ResourceUnavailable,
    ];

    private static readonly int[] Operating = [Unauthorized, NoSuchModel, RpcErrorCodes.ResourceUnavailable];

    private static readonly int[] Deciding = [InvalidSignature, Unauthorized, ProposalNotFound, AlreadyDecided, .. Writing];

    public static IReadOnlyList<MethodGroup> Groups { get; } =
    [
        new("Chain",
        [
            new("getChainInfo", "Height, head, supply and shutdown status of the chain.",
                [], typeof(ChainInfoView), node => new ChainMethods(node).GetChainInfo),
            new("getBlock", "A block by height or hash; the head when neither is given.",
                [BlockHeight, BlockHash], typeof(BlockView), node => new ChainMethods(node).GetBlock)
                { IsHeavy = true, Errors = [BlockNotFound] },
            new("getBalance", "Balance and nonces of an address.",
                [Address], typeof(BalanceView), node => new ChainMethods(node).GetBalance),
            new("getReceipt", "The bill of a completion, and the block that holds it.",
                [Receipt], typeof(ReceiptFateView), node => new ChainMethods(node).GetReceipt),
        ]),
        new("Proofs",
        [
            new("getHeaders", "Signed headers from a height on, for a light client.",
                [FromHeight, HeaderLimit], typeof(HeadersView), node => new ProofMethods(node).GetHeaders)
                { IsHeavy = true, Errors = [BlockNotFound] },
            new("getTransactionProof", "That a block holds a transaction, for whoever has the genesis file.",
                [TransactionHash], typeof(TransactionProofShape), node => new ProofMethods(node).GetTransactionProof) { IsHeavy = true },
            new("getReceiptProof", "That a block holds a receipt.",
                [Receipt], typeof(ReceiptProofShape), node => new ProofMethods(node).GetReceiptProof) { IsHeavy = true },
            new("getAccountProof", "What the state at the head has under an address, or that it has nothing.",
                [Address], typeof(AccountProofShape), node => new ProofMethods(node).GetAccountProof) { IsHeavy = true },
        ]),
        new("Transactions",
        [
            new("submitTransaction", "Takes a signed transaction into the mempool.",
                TransactionParameters.All, typeof(SubmittedView), node => new TransactionMethods(node).Submit)
                { Envelope = "transaction", RunsAhead = true, Errors = Writing },
            new("submitAndWait", "Takes a signed transaction, and answers when a block has it.",
                TransactionParameters.All, typeof(TransactionFateView), node => new TransactionMethods(node).SubmitAndWait)
                { Envelope = "transaction", RunsAhead = true, Errors = Writing },
            new("getTransaction", "A transaction and its fate: queued, pending, included, dropped or unknown.",
                [TransactionHash], typeof(TransactionFateView), node => new TransactionMethods(node).Get),
            new("getPendingTransactions", "The mempool in the order of the next block.",
                [TransactionLimit], typeof(TransactionView[]), node => new TransactionMethods(node).GetPending) { IsHeavy = true },
            new("getTransactionsByAddress", "The transactions from or to an address, newest first.",
                [Address, TransactionLimit, Cursor], typeof(HistoryView), node => new HistoryMethods(node).GetTransactionsByAddress)
                { IsHeavy = true },
        ]),
        new("Node",
        [
            new("health", "Whether the node works: healthy, degraded or unhealthy.",
                [], typeof(HealthView), node => new StatusMethods(node).Health),
            new("system_health", "The same as health.", [], typeof(HealthView), node => new StatusMethods(node).Health),
            new("getNodeInfo", "Network, keys, version and models of this node.",
                [], typeof(NodeInfoView), node => new StatusMethods(node).GetNodeInfo),
            new("getHealth", "What health says, and more; signed by the CEO key.",
                [Timestamp, CeoSignature], typeof(AdminHealthView), node => new AdminMethods(node).GetHealth)
                { Envelope = "request", IsHeavy = true, Errors = [InvalidSignature, Unauthorized] },
            new("getMetrics", "What the node has measured; signed by the CEO key.",
                [Timestamp, IncludeAi, IncludeNetwork, IncludeBlockchain, CeoSignature], typeof(AdminMetricsView), node => new AdminMethods(node).GetMetrics)
                { Envelope = "request", IsHeavy = true, Errors = [InvalidSignature, Unauthorized] },
            new("rpc.discover", "This interface as an OpenRPC document.",
                [], typeof(System.Text.Json.Nodes.JsonObject), _ => DiscoverMethod.Discover) { IsHeavy = true },
        ]),
        new("Governance",
        [
            new("submitShutdown", "Stops the network; signed by the CEO key.",
                [Timestamp, Reason, Nonce, CeoSignature], typeof(ShutdownView), node => new GovernanceMethods(node).SubmitShutdown)
                { Envelope = "request", Errors = [InvalidSignature, Unauthorized, .. Writing] },
            new("approveSIP", "Approves a proposal; signed by the CEO key.",
                [ProposalId, CeoSignature], typeof(DecisionView), node => new GovernanceMethods(node).ApproveSip)
                { Envelope = "request", Errors = [InvalidSignature, ProposalNotFound, AlreadyDecided, .. Writing] },
            new("vetoSIP", "Vetoes a proposal; signed by the CEO key.",
                [ProposalId, CeoSignature], typeof(DecisionView), node => new GovernanceMethods(node).VetoSip)
                { Envelope = "request", Errors = [InvalidSignature, ProposalNotFound, AlreadyDecided, .. Writing] },
            new("initNewModel", "Registers a release of a model; signed by the CEO key.",
                ReleaseParameters.All, typeof(RegisteredView), node => new GovernanceMethods(node).InitNewModel)
                { Envelope = "request", Errors = [InvalidSignature, Unauthorized, .. Writing] },
            new("approveModelUpgrade", "Makes a release that waits the active one of its model; signed by the CEO key.",
                [UpgradeId, Timestamp, CeoSignature], typeof(DecisionView), node => new GovernanceMethods(node).ApproveModelUpgrade)
                { Envelope = "request", Errors = Deciding },
            new("rejectUpgrade", "Rejects a release that waits; signed by the CEO key.",
                [UpgradeId, Reason, Timestamp, CeoSignature], typeof(DecisionView), node => new GovernanceMethods(node).RejectUpgrade)
                { Envelope = "request", Errors = Deciding },
            new("submitGovVote", "Records the CEO's vote on a proposal or an upgrade; signed by the CEO key.",
                [VotedId, Vote, Timestamp, CeoSignature], typeof(DecisionView), node => new GovernanceMethods(node).SubmitVote)
                { Envelope = "request", Errors = Deciding },
            new("getSIPStatus", "What was voted and decided of a proposal or an upgrade.",
                [VotedId], typeof(ProposalView), node => new GovernanceMethods(node).GetSipStatus) { Errors = [ProposalNotFound] },
        ]),
        new("Models",
        [
            new("listModels", "The models of this node.", [], typeof(ModelListView), node => new ModelMethods(node).List),
            new("getModelInfo", "One model.",
                [ModelParameters.Id], typeof(ModelView), node => new ModelMethods(node).Get) { Errors = [NoSuchModel] },
            new("loadModel", "Makes a model resident; for the node's operator.",
                [ModelParameters.Id], typeof(ModelListView), node => new ModelMethods(node).Load) { IsHeavy = true, Errors = Operating },
            new("unloadModel", "Frees the memory of a model that nobody uses; for the node's operator.",
                [ModelParameters.Id], typeof(ModelListView), node => new ModelMethods(node).Unload) { IsHeavy = true, Errors = Operating },
        ]),
        new("Tiers",
        [
            new("checkQuota", "What a wallet, or this connection, has used this month.",
                [TierParameters.UserAddress], typeof(QuotaView), node => new TierMethods(node).CheckQuota)
                { Errors = [Unauthorized] },
            new("getTierInfo", "The tiers, and which one a wallet has.",
                [TierParameters.UserAddress], typeof(TierInfoView), node => new TierMethods(node).GetTierInfo)
                { Errors = [Unauthorized] },
            new("subscribeTier", "Buys months of a tier; answers when the payment is in a block.",
                [TierParameters.Tier, TierParameters.Months, TransactionParameters.Payment],
                typeof(SubscribedView), node => new TierMethods(node).SubscribeTier)
                { Errors = [PaymentNeeded, .. Writing] },
        ]),
        new("Completions",
        [
            new("chatCompletion", "Answers chat messages with a model; the whole answer at once.",
                ChatParameters.All, typeof(ChatCompletionView), node => new CompletionMethods(node, CompletionKind.Chat).Complete)
                { IsHeavy = true, Errors = Completing },
            new("subscribeChatCompletion", "Answers chat messages with a model; token by token.",
                ChatParameters.All, typeof(string), node => new CompletionMethods(node, CompletionKind.Chat).Stream)
                {
                    NeedsConnection = true,
                    Errors = Completing,
                    Notifications =
                    [
                        typeof(ChatQueuedView), typeof(ChatDeltaView), typeof(ChatAnswerEndView), typeof(ChatFinishView),
                        typeof(StreamErrorShape),
                    ],
                },
            Unsubscribes("unsubscribeChatCompletion", "Cancels a completion; true when it was running."),
            new("textCompletion", "Goes on with a text as it is, or fills a gap in it; the whole answer at once.",
                TextParameters.All, typeof(TextCompletionView), node => new CompletionMethods(node, CompletionKind.Text).Complete)
                { IsHeavy = true, Errors = Completing },
            new("subscribeTextCompletion", "Goes on with a text as it is, or fills a gap in it; token by token.",
                TextParameters.All, typeof(string), node => new CompletionMethods(node, CompletionKind.Text).Stream)
                {
                    NeedsConnection = true,
                    Errors = Completing,
                    Notifications = [typeof(ChatQueuedView), typeof(TextPieceView), typeof(TextFinishView), typeof(StreamErrorShape)],
                },
            Unsubscribes("unsubscribeTextCompletion", "Cancels a completion; true when it was running."),
            new("createEmbedding", "Turns texts into vectors.",
                EmbeddingParameters.All, typeof(EmbeddingAnswerView<float[]>), node => new EmbeddingMethods(node).Create)
                { IsHeavy = true, Errors = Completing },
            new("countTokens", "Counts the tokens of the prompt that messages or a text would make; free.",
                CountParameters.All, typeof(TokenCountView), node => new TokenMethods(node).Count)
                {
                    IsHeavy = true,
                    Errors = [ShutdownIsActive, NoSuchModel, InvalidChatFormat, ContextTooLong, RpcErrorCodes.ResourceUnavailable],
                },
        ]),
        new("Batch",
        [
            new("submitBatchRequest", "Pays for a chat completion that is computed later; answers when the payment is in a block.",
                [BatchParameters.Priority, BatchParameters.ModelId, BatchParameters.InputData, TransactionParameters.Payment],
                typeof(BatchSubmittedView), node => new BatchMethods(node).Submit)
                {
                    IsHeavy = true,
                    Errors = [ShutdownIsActive, NoSuchModel, QueueFull, InvalidChatFormat, PaymentNeeded, ContextTooLong, RpcErrorCodes.ResourceUnavailable],
                },
            new("getBatchStatus", "A batch job; to its wallet also its input and its answer.",
                [BatchParameters.JobId, BatchParameters.Wallet], typeof(BatchJobView), node => new BatchMethods(node).GetStatus)
                { Errors = [InvalidSignature, Unauthorized] },
            new("listUserJobs", "The batch jobs of a wallet.",
                [BatchParameters.UserAddress, BatchParameters.Status, BatchParameters.Limit], typeof(BatchListView), node => new BatchMethods(node).List)
                { IsHeavy = true },
        ]),
        new("Access",
        [
            new("createAccessToken", "Makes a bearer token that asks for a wallet; signed by the wallet.",
                [AccessParameters.Wallet, AccessParameters.ExpiresAt, AccessParameters.Scopes, AccessParameters.Cap],
                typeof(CreatedTokenView), node => new AccessMethods(node).Create)
                { IsHeavy = true, Errors = [InvalidSignature, Unauthorized, RpcErrorCodes.LimitExceeded, .. Writing] },
            new("listAccessTokens", "The access tokens of a wallet; signed by it, or by a token that may read.",
                [AccessParameters.Wallet], typeof(AccessTokenListView), node => new AccessMethods(node).List)
                { Errors = [InvalidSignature, Unauthorized] },
            new("revokeAccessToken", "Ends access tokens of a wallet; signed by it, or by the token itself.",
                [AccessParameters.TokenId, AccessParameters.Wallet], typeof(RevokedTokensView), node => new AccessMethods(node).Revoke)
                { IsHeavy = true, Errors = [InvalidSignature, Unauthorized, RpcErrorCodes.ResourceUnavailable] },
            new("authenticate", "Gives a WebSocket connection a bearer token from here on.",
                [AccessParameters.Token], typeof(CallerView), node => new AccessMethods(node).Authenticate)
                { NeedsConnection = true, Errors = [Unauthorized] },
        ]),
        new("Subscriptions",
        [
            new("subscribeEvents", "Blocks, transactions, receipts, quota changes and governance in one order, from a cursor on.",
                [
                    EventParameters.Events, EventParameters.Addresses, EventParameters.From, EventParameters.WhenSlow,
                    ChainParameters.Subscription,
                ],
                typeof(string), node => node.Events.SubscribeEvents)
                { NeedsConnection = true, Notifications = [typeof(EventView)] },
            Unsubscribes("unsubscribeEvents"),
            new("subscribeNewBlocks", "Every new block, or every block from a cursor on.",
                [ChainParameters.Subscription, EventParameters.From, EventParameters.WhenSlow],
                typeof(string), node => node.Events.SubscribeNewBlocks)
                { NeedsConnection = true, Notifications = [typeof(BlockView)] },
            Unsubscribes("unsubscribeNewBlocks"),
            new("subscribeNewTransactions", "Every transaction that the mempool takes.",
                [ChainParameters.Subscription, EventParameters.WhenSlow, NodeEvents.NoPending],
                typeof(string), node => node.Events.SubscribeNewTransactions)
                { NeedsConnection = true, Notifications = [typeof(TransactionView)] },
            Unsubscribes("unsubscribeNewTransactions"),
            new("subscribeTransaction", "A transaction's way into a block.",
                [TransactionHash, ChainParameters.Subscription, NodeEvents.NoFate],
                typeof(string), node => node.Events.SubscribeTransaction)
                { NeedsConnection = true, Notifications = [typeof(TransactionFateView)] },
            Unsubscribes("unsubscribeTransaction"),
            new("subscribeShutdown", "The shutdown, when it comes, or at once where it came.",
                [ChainParameters.Subscription, EventParameters.WhenSlow, NodeEvents.NoShutdown],
                typeof(string), node => node.Events.SubscribeShutdown)
                { NeedsConnection = true, Notifications = [typeof(ShutdownEventView)] },
            Unsubscribes("unsubscribeShutdown"),
            Unsubscribes("unsubscribe"),
        ]),
    ];

    public static IEnumerable<NodeMethod> Methods => Groups.SelectMany(group => group.Methods);

    /// <summary>Every method as this node answers it.</summary>
    public static MethodRegistry Build(NodeServices node) => new(Methods.Select(method => method.On(node)));

    private static NodeMethod Unsubscribes(
        string name, string summary = "Ends a subscription; true when there was one of that id on this connection.") =>
        new(name, summary, [Unsubscribing.Subscription], typeof(bool), _ => Unsubscribing.Unsubscribe) { NeedsConnection = true };
}
