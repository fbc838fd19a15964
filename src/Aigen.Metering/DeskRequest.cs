using Aigen.Chain;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>A completion that somebody asks for.</summary>
public sealed record DeskRequest : ModelRequest
{
    /// <summary>The chat to answer; not read where there is a <see cref="Text"/>.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>The text to go on with as it is; null for a chat.</summary>
    public TextPrompt? Text { get; init; }

    /// <summary>How to sample; its <c>MaxTokens</c> gives way to <see cref="MaxTokens"/>.</summary>
    public GenerationOptions Options { get; init; } = new();

    /// <summary>The most tokens of each answer; null for as many as tier, model and credit allow, up to <see cref="Desk.DefaultMaxTokens"/>.</summary>
    public int? MaxTokens { get; init; }

    internal PromptOutcome Prepare(ILanguageModel model) => Text is null ? model.Prepare(Messages, Options.Tools, Options.TemplateArguments) : model.Prepare(Text);

    internal override Hash256 Hash() => Text is null ? RequestHash.Of(ModelId, Messages, Options) : RequestHash.OfText(ModelId, Text, Options);

    internal override DeskRefusal? FindFault() =>
        Refusal(GenerationOptions.Validate(Sampled)) ?? (Text is null && ChatRules.FindFault(Messages) is { } reason ? new BadChatFormat(reason) : null);

    internal override DeskRefusal? FindFault(ModelDescription model) => Refusal(GenerationOptions.Validate(Sampled, model));

    internal override Demand LeastDemand(string modelId, Tier minimumTier) => new(modelId, minimumTier, 1, MaxTokens, int.MaxValue, Options.Answers);

    private GenerationOptions Sampled => Options with { MaxTokens = MaxTokens ?? Desk.DefaultMaxTokens };

    private static DeskRefusal? Refusal(IReadOnlyList<OptionFault> faults) => faults is [var fault, ..] ? new BadOption(fault.Field, fault.Given, fault.Allowed) : null;
}
