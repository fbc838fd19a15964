using Aigen.Inference;

namespace Aigen.Metering;

/// <summary>Why a model makes no prompt of what it was given, in the desk's words.</summary>
internal static class PromptRefusals
{
    public static DeskRefusal Of(PromptOutcome outcome, ModelDescription model) => outcome switch
    {
        PromptOutcome.TooLong { TokensAtLeast: var tokens, ContextLength: var context } => new ContextExceeded(tokens, context, model.Id),
        PromptOutcome.BadMessages { Reason: var reason } => new BadChatFormat(reason),
        PromptOutcome.BadText { Fault: var fault } => new BadOption(fault.Field, fault.Given, fault.Allowed),
        var other => throw new InvalidOperationException($"{other} is no refusal of a prompt."),
    };
}
