using Aigen.Chain;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Why the desk would not serve a request; one record a reason, each with its numbers.</summary>
public abstract record DeskRefusal(string Message);

public sealed record ShutdownActive(string Reason) : DeskRefusal($"the network is shut down: {Reason}");

public sealed record ModelNotFound(string Model, IReadOnlyList<string> Available)
    : DeskRefusal($"there is no model '{Model}' here; there is {string.Join(", ", Available)}");

/// <summary>The node knows the model and cannot use it now.</summary>
public sealed record ModelUnavailable(string Model, string Reason) : DeskRefusal($"model '{Model}' cannot be used now: {Reason}");

/// <summary>As many wait for the model to be loaded as may wait.</summary>
public sealed record ModelBusy(EngineBusyException Busy) : DeskRefusal(Busy.Message);

public sealed record BadChatFormat(string Reason) : DeskRefusal(Reason);

public sealed record BadOption(string Field, string Given, string Allowed) : DeskRefusal($"{Field} is {Given}, allowed {Allowed}");

public sealed record InsufficientTier(Tier Current, Tier Required, string Model)
    : DeskRefusal($"tier {Current.Name()} does not include model '{Model}', which needs tier {Required.Name()} or a payment");

public sealed record QuotaExceeded(ulong Used, long Limit, DateTimeOffset Reset)
    : DeskRefusal($"monthly quota exceeded: {Used} of {Limit} requests used or running, reset on {Reset:yyyy-MM-dd}");

/// <param name="EstimatedCost">Whole AIGEN for this request at list price, rounded up.</param>
/// <param name="CurrentBalance">AIGEN of credit that no running request has set aside.</param>
public sealed record PaymentRequired(ulong EstimatedCost, decimal CurrentBalance, string Reason) : DeskRefusal(Reason);

public sealed record ContextExceeded(int InputTokens, int MaxContext, string Model)
    : DeskRefusal($"the prompt has {InputTokens} tokens, and prompt and answer together may have {MaxContext}");

/// <param name="Which">The text, e.g. "text 3", counted from 0.</param>
public sealed record InputTooLong(string Which, int InputTokens, int MaxTokens, string Model)
    : DeskRefusal($"{Which} has {InputTokens} tokens, and a text whose embedding is asked for may have {MaxTokens}");

public sealed record NotAuthorized(string Reason) : DeskRefusal(Reason);

/// <param name="Cap">Micro-AIGEN that the access token may spend in all.</param>
/// <param name="Spent">Of it, by settled requests.</param>
/// <param name="Reserved">Of it, set aside by running requests.</param>
/// <param name="Needed">What this request needs at least.</param>
public sealed record CapReached(string TokenId, ulong Cap, ulong Spent, ulong Reserved, UInt128 Needed) : DeskRefusal(
    $"access token {TokenId} may spend {Cap} micro-AIGEN: {Spent} are spent, {Reserved} set aside by running requests, and this request needs at least {Needed}");

/// <summary>The wallet made as many calls as it may make a second.</summary>
/// <param name="RetryAfter">When the next one is allowed.</param>
public sealed record TooManyCalls(Address Wallet, int PerSecond, TimeSpan RetryAfter)
    : DeskRefusal($"{PerSecond} calls a second are allowed to wallet {Wallet}");

public sealed record TooManyTokens(string Reason) : DeskRefusal(Reason);

/// <summary>The payment broke a rule of the chain.</summary>
public sealed record PaymentRefused(Refusal Refusal) : DeskRefusal(Refusal.Message);
