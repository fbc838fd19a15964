using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.Methods;

/// <summary>The whole interface on one page. Parameters are named in the order in which they may stand by position.</summary>
public static class MethodTable
{
    private static readonly string[] TransactionFields =
    [
        "sender", "sender_public_key", "receiver", "amount", "signature", "timestamp", "nonce", "priority", "tx_hash", "fee_base", "fee_priority",
        "fee_burn", "chain_id", "payload", "ceo_signature",
    ];

    private static readonly string[] ChatFields =
    [
        "messages", "model_id", "max_tokens", "temperature", "top_p", "top_k", "min_p", "seed", "stop", "repeat_penalty", "frequency_penalty",
        "presence_penalty", "stream", "transaction", "wallet", "subscription", "response_format", "grammar", "typical_p", "mirostat", "mirostat_tau",
        "mirostat_eta", "logit_bias", "ignore_eos", "logprobs", "top_logprobs", "n", "tools", "tool_choice",
        "parallel_tool_calls",
    ];

    private static readonly string[] TextFields = ["prompt", .. ChatFields[1..], "suffix", "echo"];

    public static MethodRegistry Build(NodeServices node)
    {
        var chain = new ChainMethods(node);
        var proofs = new ProofMethods(node);
        var transactions = new TransactionMethods(node);
        var history = new HistoryMethods(node);
        var status = new StatusMethods(node);
        var governance = new GovernanceMethods(node);
        var models = new ModelMethods(node);
        var tiers = new TierMethods(node);
        var chat = new CompletionMethods(node, CompletionKind.Chat);
        var text = new CompletionMethods(node, CompletionKind.Text);
        var embeddings = new EmbeddingMethods(node);
        var tokens = new TokenMethods(node);
        var access = new AccessMethods(node);
        return new MethodRegistry(
        [
            new("getChainInfo", "Height, head, supply and shutdown status of the chain.", [], chain.GetChainInfo),
            new("getBlock", "A block by height or hash; the head when neither is given.", ["block_height", "block_hash"], chain.GetBlock) { IsHeavy = true },
            new("getBalance", "Balance and nonces of an address.", ["address"], chain.GetBalance),
            new("getReceipt", "The bill of a completion, and the block that holds it.", ["receipt_id"], chain.GetReceipt),

            new("getHeaders", "Signed headers from a height on, 100 or up to 1000, for a light client.", ["from_height", "limit"], proofs.GetHeaders) { IsHeavy = true },
            new("getTransactionProof", "That a block holds a transaction, for whoever has the genesis file.", ["tx_hash"], proofs.GetTransactionProof) { IsHeavy = true },
            new("getReceiptProof", "That a block holds a receipt.", ["receipt_id"], proofs.GetReceiptProof) { IsHeavy = true },
            new("getAccountProof", "What the state at the head has under an address, or that it has nothing.", ["address"], proofs.GetAccountProof) { IsHeavy = true },

            new("submitTransaction", "Takes a signed transaction into the mempool.", TransactionFields, transactions.Submit) { Envelope = "transaction", RunsAhead = true },
            new("submitAndWait", "The same, and answers when a block has it.", TransactionFields, transactions.SubmitAndWait) { Envelope = "transaction", RunsAhead = true },
            new("getTransaction", "A transaction and its fate: queued, pending, included, dropped or unknown.", ["tx_hash"], transactions.Get),
            new("getPendingTransactions", "The mempool in the order of the next block, 50 or up to 500.", ["limit"], transactions.GetPending) { IsHeavy = true },
            new("getTransactionsByAddress", "The transactions from or to an address, newest first.", ["address", "limit", "cursor"], history.GetTransactionsByAddress) { IsHeavy = true },

            new("health", "Whether the node works: healthy, degraded or unhealthy.", [], status.Health),
            new("system_health", "The same as health.", [], status.Health),
            new("getNodeInfo", "Network, keys, version and engine of this node.", [], status.GetNodeInfo),

            new("submitShutdown", "Stops the network; signed by the CEO key.", ["timestamp", "reason", "nonce", "signature"], governance.SubmitShutdown) { Envelope = "request" },
            new("approveSIP", "Approves a proposal; signed by the CEO key.", ["proposal_id", "signature"], governance.ApproveSip) { Envelope = "request" },
            new("vetoSIP", "Vetoes a proposal; signed by the CEO key.", ["proposal_id", "signature"], governance.VetoSip) { Envelope = "request" },
            new("getSIPStatus", "What was decided of a proposal.", ["proposal_id"], governance.GetSipStatus),

            new("listModels", "The models of this node.", [], models.List),
            new("getModelInfo", "One model.", ["model_id"], models.Get),
            new("loadModel", "Makes a model resident; for the node's operator.", ["model_id"], models.Load),
            new("unloadModel", "Frees the memory of a model that nobody uses; for the node's operator.", ["model_id"], models.Unload),

            new("checkQuota", "What a wallet, or this connection, has used this month.", ["user_address"], tiers.CheckQuota),
            new("getTierInfo", "The tiers, and which one a wallet has.", ["user_address"], tiers.GetTierInfo),
            new("subscribeTier", "Buys months of a tier; answers when the payment is in a block.", ["tier", "duration_months", "transaction"], tiers.SubscribeTier),

            new("chatCompletion", "Answers chat messages with a model; the whole answer at once.", ChatFields, chat.Complete) { IsHeavy = true },
            new("subscribeChatCompletion", "Answers chat messages with a model; token by token.", ChatFields, chat.Stream) { NeedsConnection = true },
            Unsubscribing.Method("unsubscribeChatCompletion"),
            new("textCompletion", "Goes on with a text as it is, or fills a gap in it; the whole answer at once.", TextFields, text.Complete) { IsHeavy = true },
            new("subscribeTextCompletion", "Goes on with a text as it is, or fills a gap in it; token by token.", TextFields, text.Stream) { NeedsConnection = true },
            Unsubscribing.Method("unsubscribeTextCompletion"),
            new("createEmbedding", "Turns texts into vectors.", ["input", "model_id", "dimensions", "encoding_format", "transaction", "wallet"], embeddings.Create) { IsHeavy = true },
            new("countTokens", "Counts the tokens of the prompt that messages or a text would make; free.", ["messages", "model_id", "prompt", "suffix", "return_tokens"], tokens.Count) { IsHeavy = true },

            new("createAccessToken", "Makes a bearer token that asks for a wallet; signed by the wallet.", ["wallet", "expires_at", "scopes", "cap_micro_aigen"], access.Create),
            new("listAccessTokens", "The access tokens of a wallet; signed by it, or by a token that may read.", ["wallet"], access.List),
            new("revokeAccessToken", "Ends access tokens of a wallet; signed by it, or by the token itself.", ["token_id", "wallet"], access.Revoke),
            new("authenticate", "Gives a WebSocket connection a bearer token from here on.", ["token"], access.Authenticate) { NeedsConnection = true },

            new("subscribeNewBlocks", "Every new block.", ["subscription"], node.Events.SubscribeNewBlocks) { NeedsConnection = true },
            Unsubscribing.Method("unsubscribeNewBlocks"),
            new("subscribeNewTransactions", "Every transaction that the mempool takes.", ["subscription"], node.Events.SubscribeNewTransactions) { NeedsConnection = true },
            Unsubscribing.Method("unsubscribeNewTransactions"),
            new("subscribeTransaction", "A transaction's way into a block.", ["tx_hash", "subscription"], node.Events.SubscribeTransaction) { NeedsConnection = true },
            Unsubscribing.Method("unsubscribeTransaction"),
            new("subscribeShutdown", "The shutdown, when it comes, or at once where it came.", ["subscription"], node.Events.SubscribeShutdown) { NeedsConnection = true },
            Unsubscribing.Method("unsubscribeShutdown"),
            Unsubscribing.Method("unsubscribe"),
        ]);
    }
}
