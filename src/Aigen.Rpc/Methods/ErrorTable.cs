using System.Text.Json;
using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>The one place where refusals and the engine's exceptions become error codes.</summary>
internal static class ErrorTable
{
    public const int BlockNotFound = 1001;
    public const int InvalidSignature = 1002;
    public const int Unauthorized = 1003;
    public const int ShutdownIsActive = 1004;
    public const int NoSuchModel = 2001;
    public const int TierTooLow = 2003;
    public const int QuotaIsExceeded = 2004;
    public const int QueueFull = 2005;
    public const int InvalidChatFormat = 2006;
    public const int PaymentNeeded = 2007;
    public const int ContextTooLong = 2008;
    public const int ProposalNotFound = 3002;
    public const int AlreadyDecided = 3003;

    /// <summary>What the chain refused: its rule, and what was expected and given, are the data.</summary>
    public static RpcError Of(Refusal refusal) => new(CodeOf(refusal.Rule), SentenceOf(refusal), json =>
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Rule.ToString()));
        Optional(json, "expected", refusal.Expected);
        Optional(json, "given", refusal.Given);
        json.WriteEndObject();
    });

    /// <summary>What the desk refused, with the sentences and data of the guide.</summary>
    public static RpcError Of(DeskRefusal refusal) => refusal switch
    {
        ShutdownActive shutdown => new(ShutdownIsActive, $"Shutdown active: {shutdown.Message}"),
        ModelNotFound missing => new(NoSuchModel, $"Model not found: {missing.Message}", json => Object(json, ("model", missing.Model))),
        OtherFile other => new(NoSuchModel, $"Model not found: {other.Message}", json => Object(
            json, ("model", other.Model), ("file_sha256", $"0x{other.Sha256}"), ("release", other.Release.Id), ("release_sha256", $"{other.Release.Shards[0]}"))),
        ModelUnavailable model => new(RpcErrorCodes.ResourceUnavailable, $"Model unavailable: {model.Message}", json => Object(json, ("model", model.Model))),
        ModelBusy model => OfBusy(model.Busy),
        BatchQueueFull full => new(QueueFull, $"Queue full: {full.Message}", json => Object(
            json, ("queued", full.Jobs), ("limit", full.Limit), ("estimated_wait_seconds", null))),
        BadChatFormat bad => new(InvalidChatFormat, $"Invalid chat format: {bad.Reason}"),
        BadOption option => OfOption(option),
        NotAuthorized denied => new(InvalidSignature, denied.Reason),
        AccessRefused denied => new(Unauthorized, $"Unauthorized: {denied.Reason}"),
        CapReached cap => new(Unauthorized, $"Unauthorized: {cap.Message}", json => Object(
            json, ("token_id", cap.TokenId), ("cap_micro_aigen", cap.Cap), ("spent_micro_aigen", cap.Spent), ("reserved_micro_aigen", cap.Reserved),
            ("needed_micro_aigen", (decimal)cap.Needed))),
        TooManyCalls many => ProtocolErrors.TooManyCallsASecond("calls_by_wallet", $"wallet {many.Wallet}", many.PerSecond, many.RetryAfter),
        TooManyTokens full => new(RpcErrorCodes.LimitExceeded, full.Reason),
        PaymentRefused payment => Of(payment.Refusal),
        InsufficientTier tier => new(TierTooLow, "Current tier does not support this model", json => Object(
            json, ("current_tier", tier.Current.Name()), ("required_tier", tier.Required.Name()), ("model", tier.Model), ("detail", tier.Message))),
        QuotaExceeded quota => new(QuotaIsExceeded, "Monthly quota exceeded", json => Object(
            json, ("used", quota.Used), ("limit", quota.Limit), ("reset_date", quota.Reset), ("detail", quota.Message))),
        PaymentRequired payment => new(PaymentNeeded, "Payment required for this operation", json => Object(
            json, ("estimated_cost", payment.EstimatedCost), ("current_balance", payment.CurrentBalance), ("detail", payment.Reason))),
        ContextExceeded context => new(ContextTooLong, "Context length exceeded", json => Object(
            json, ("input_tokens", context.InputTokens), ("max_context", context.MaxContext), ("model", context.Model), ("detail", context.Message))),
        InputTooLong text => new(ContextTooLong, "Context length exceeded", json => Object(
            json, ("input_tokens", text.InputTokens), ("max_context", text.MaxTokens), ("model", text.Model), ("detail", text.Message))),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "There is no error code for this refusal."),
    };

    /// <summary>What the engine threw, where the client can do something about it; null for the node's own faults.</summary>
    public static RpcError? Of(Exception exception) => exception switch
    {
        EngineBusyException busy => OfBusy(busy),
        GrammarFailedException failed => new(RpcErrorCodes.InvalidParams, $"Invalid params: {failed.Message}"),
        ModelUnavailableException model => Of(new ModelUnavailable(model.ModelId, model.Reason)),
        EngineStoppedException stopped => new(RpcErrorCodes.InternalError, stopped.Message),
        _ => null,
    };

    private static int CodeOf(RefusalRule rule) => rule switch
    {
        RefusalRule.Shutdown => ShutdownIsActive,
        RefusalRule.OrderSignature => InvalidSignature,
        RefusalRule.OrderExpired or RefusalRule.OrderSeen => Unauthorized,
        RefusalRule.ProposalNotFound => ProposalNotFound,
        RefusalRule.ProposalDecided or RefusalRule.AlreadyVoted => AlreadyDecided,
        RefusalRule.Storage => RpcErrorCodes.ResourceUnavailable,
        _ => RpcErrorCodes.InvalidParams,
    };

    private static string SentenceOf(Refusal refusal) => refusal.Rule switch
    {
        RefusalRule.Shutdown => $"Shutdown active: {refusal.Message}",
        RefusalRule.OrderSignature => $"Invalid signature: {refusal.Message}",
        RefusalRule.OrderExpired or RefusalRule.OrderSeen => $"Unauthorized: {refusal.Message}",
        RefusalRule.ProposalNotFound => $"Proposal not found: {refusal.Message}",
        _ => refusal.Message,
    };

    private static RpcError OfBusy(EngineBusyException busy) => new(QueueFull, $"Queue full: {busy.Message}", json => Object(
        json, ("queued", busy.Waiting), ("limit", busy.QueueLimit), ("estimated_wait_seconds", (decimal?)busy.EstimatedWait?.TotalSeconds)));

    private static RpcError OfOption(BadOption option) =>
        RpcError.InvalidParameter(JsonNamingPolicy.SnakeCaseLower.ConvertName(option.Field), option.Given, option.Allowed);

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Object(Utf8JsonWriter json, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case string text: json.WriteStringValue(text); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                case ulong number: json.WriteNumberValue(number); break;
                case decimal number: json.WriteNumberValue(number); break;
                case DateTimeOffset time: json.WriteStringValue(Times.Text(time)); break;
            }
        }

        json.WriteEndObject();
    }
}
