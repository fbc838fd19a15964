using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>What is asked of a text completion: all that a chat completion has, but for what is continued.</summary>
internal static class TextParameters
{
    private static readonly string[] OfChats = ["tools", "tool_choice", "parallel_tool_calls", "top_logprobs", "chat_template_kwargs", "enable_thinking", "reasoning_effort"];

    private static readonly Parameter<string> Prompt = FieldType.String().Required(
        "prompt", "The text. Control tokens that it spells are control tokens; it may be empty where the model has a first token.");

    private static readonly Parameter<string?> Suffix = FieldType.String().Optional(
        "suffix", "What comes behind the answer: the model fills in between. For models with fill-in-the-middle tokens.");

    private static readonly Parameter<bool> Echo = FieldType.Boolean.Default("echo", false, "Begin the answer's text with the prompt.");

    private static readonly string ExpectedLogprobs = $"{RpcField.IntegerRange(OptionRanges.TopLogprobs.Least, OptionRanges.TopLogprobs.Most)}, or false";

    private static readonly Parameter<int?> Logprobs = new FieldType<int?>(ExpectedLogprobs, LogprobsSchema, ReadLogprobs).Default(
        "logprobs", null, "Each token comes with its logprob, and those of so many of the likeliest at its place. Not beside echo.", "none");

    /// <summary>For a method that takes messages in its place.</summary>
    private static readonly Parameter<string?> Counted = FieldType.String().Optional("prompt", "A text, as textCompletion takes it.");

    public static IReadOnlyList<Parameter> All { get; } = [Prompt, .. CompletionParameters.Shared, SamplingParameters.Answers, Suffix, Echo, Logprobs];

    /// <summary>Of a text whose tokens are counted.</summary>
    public static IReadOnlyList<Parameter> OfCount { get; } = [Counted, Suffix];

    public static (DeskRequest Request, CompletionForm Form) Read(RpcCall call)
    {
        var fields = call.Parameters;
        fields.Optional("best_of")?.AsInt32(1, 1);
        RefuseOfChats(fields);
        var text = new TextPrompt(fields.Get(Prompt), fields.Get(Suffix));
        var (shared, top, isEchoed) = (CompletionParameters.Read(call), fields.Get(Logprobs), fields.Get(Echo));
        if (top is not null && isEchoed)
        {
            throw fields.Optional(Logprobs)!.Value.Refuse("absent beside echo: there are none of the prompt's tokens");
        }

        var request = shared with { Text = text, Options = shared.Options with { TopLogprobs = top } };
        return (request, new TextForm(isEchoed ? text.Text : null, request.Options.Answers));
    }

    /// <summary>The text whose tokens are counted; null where messages stand in its place.</summary>
    public static TextPrompt? ReadCounted(RpcParameters fields)
    {
        var suffix = fields.Get(Suffix);
        if (fields.Get(Counted) is not { } text)
        {
            return null;
        }

        return fields.Has(MessagesParameter.Counted) ? throw fields.Optional(Counted)!.Value.Refuse("absent beside messages") : new TextPrompt(text, suffix);
    }

    private static int? ReadLogprobs(RpcField field) =>
        field.Value.ValueKind == JsonValueKind.False ? null : field.AsInt32(OptionRanges.TopLogprobs.Least, OptionRanges.TopLogprobs.Most);

    private static JsonObject LogprobsSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = OptionRanges.TopLogprobs.Least, ["maximum"] = OptionRanges.TopLogprobs.Most },
            new JsonObject { ["const"] = false }),
    };

    // What would change the answer is refused rather than left out silently.
    private static void RefuseOfChats(RpcParameters fields)
    {
        foreach (var name in OfChats)
        {
            if (fields.Optional(name) is { Value.ValueKind: not JsonValueKind.False } field)
            {
                throw field.Refuse("absent: chat completions have it, text completions do not");
            }
        }
    }
}
