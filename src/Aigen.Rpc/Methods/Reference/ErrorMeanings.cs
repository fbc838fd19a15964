using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Every error code on one page.</summary>
public static class ErrorMeanings
{
    public static IReadOnlyList<ErrorMeaning> All { get; } =
    [
        new(RpcErrorCodes.ParseError, "ParseError", "Parse error", "not JSON, duplicate keys, deeper than 64, a byte order mark, bad UTF-8", "reason"),
        new(RpcErrorCodes.InvalidRequest, "InvalidRequest", "Invalid Request", "no request object; a body above 1 MiB (HTTP 413); a batch of more than 100 calls", "reason"),
        new(RpcErrorCodes.MethodNotFound, "MethodNotFound", "Method not found", "no such method"),
        new(RpcErrorCodes.InvalidParams, "InvalidParams", "Invalid params", "a parameter is missing, wrong or misspelled; a transaction that breaks a rule of the chain; a release that does, or exists already", "field, given, expected; or rule, expected, given"),
        new(RpcErrorCodes.InternalError, "InternalError", "Internal error", "a fault of the node; the data has the id under which its log tells more", "incident"),
        new(RpcErrorCodes.ResourceUnavailable, "ResourceUnavailable", "Unavailable", "the node cannot write, its disk is full for instance, or the model cannot be used now; nothing was accepted, reading goes on", "model"),
        new(RpcErrorCodes.UnsupportedTransport, "UnsupportedTransport", "Needs a WebSocket connection", "a WebSocket method called over HTTP"),
        new(RpcErrorCodes.LimitExceeded, "LimitExceeded", "Limit exceeded", "more than 64 calls in flight or 64 subscriptions on a connection; answers of a batch above 16 MiB; more calls a second than allowed (HTTP 429); a body that is not there within 30 s (HTTP 408); too many connections (HTTP 503); too many access tokens. docs/configuration.md has the limits", "limit, remaining, retry_after_ms"),
        new(ErrorTable.BlockNotFound, "BlockNotFound", "Block not found", "there is no such block, or its body was pruned"),
        new(ErrorTable.InvalidSignature, "InvalidSignature", "Invalid signature", "a signature is forged; that of a wallet also where it is expired or was used before"),
        new(ErrorTable.Unauthorized, "Unauthorized", "Unauthorized", "whoever asks may not; a message of the CEO that is older than 5 minutes, from the future, or was used before; no operator's token; an access token that is unknown, expired, revoked, without the scope, or at its cap", "token_id, cap_micro_aigen, spent_micro_aigen, reserved_micro_aigen, needed_micro_aigen"),
        new(ErrorTable.ShutdownIsActive, "ShutdownActive", "Shutdown active", "the network is shut down: nothing is written or computed any more"),
        new(ErrorTable.NoSuchModel, "ModelNotFound", "Model not found", "there is no such model here, or its file is not the one of its active release", "model, file_sha256, release, release_sha256"),
        new(ErrorTable.TierTooLow, "InsufficientTier", "Current tier does not support this model", "the tier does not include the model", "current_tier, required_tier, model, detail"),
        new(ErrorTable.QuotaIsExceeded, "QuotaExceeded", "Monthly quota exceeded", "the tier's requests of this month are used up, and there is no credit", "used, limit, reset_date, detail"),
        new(ErrorTable.QueueFull, "QueueFull", "Queue full", "too many requests wait for the model, or too many batch jobs for their time", "queued, limit, estimated_wait_seconds"),
        new(ErrorTable.InvalidChatFormat, "InvalidChatFormat", "Invalid chat format", "messages that make no prompt: they are none, or the model's chat template refuses them, with its own sentence, or cannot render them"),
        new(ErrorTable.PaymentNeeded, "PaymentRequired", "Payment required for this operation", "no credit, no payment, or a payment that was used before", "estimated_cost, current_balance, detail (AIGEN)"),
        new(ErrorTable.ContextTooLong, "ContextLengthExceeded", "Context length exceeded", "the prompt does not fit the model's or the tier's context", "input_tokens, max_context, model, detail"),
        new(ErrorTable.ProposalNotFound, "ProposalNotFound", "Proposal not found", "there is no such proposal or upgrade", "rule"),
        new(ErrorTable.AlreadyDecided, "AlreadyVoted", "Already decided", "the proposal or upgrade was decided, or voted on, already", "rule"),
    ];

    public static ErrorMeaning Of(int code) => All.First(meaning => meaning.Code == code);

    /// <summary>All that a method may answer, those of the protocol included that hang on what the method is.</summary>
    public static IEnumerable<ErrorMeaning> Of(NodeMethod method)
    {
        // Also of a method without parameters, where some are given.
        yield return Of(RpcErrorCodes.InvalidParams);
        if (method.NeedsConnection) yield return Of(RpcErrorCodes.UnsupportedTransport);
        foreach (var code in method.Errors) yield return Of(code);
    }
}
