using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>How a completion chooses its tokens.</summary>
internal static class SamplingParameters
{
    private static readonly GenerationOptions Standard = new();

    private static readonly string ExpectedStop =
        $"a text, or a list of up to {GenerationOptions.MaxStopStrings} texts, of 1 to {GenerationOptions.MaxStopLength} characters";

    public static readonly Parameter<double> Temperature = Number(OptionRanges.Temperature).Default(
        "temperature", Standard.Temperature, "0 always takes the likeliest token.");

    public static readonly Parameter<double> TopP = Number(OptionRanges.TopP).Default(
        "top_p", Standard.TopP, "Choose among the likeliest tokens whose probabilities add up to this; 1 is off.");

    public static readonly Parameter<int> TopK = Integer(OptionRanges.TopK).Default("top_k", Standard.TopK, "Choose among so many likeliest tokens; 0 is off.");

    public static readonly Parameter<double> MinP = Number(OptionRanges.MinP).Default(
        "min_p", Standard.MinP, "Leave out tokens less probable than this share of the likeliest one; 0 is off.");

    public static readonly Parameter<ulong?> Seed = FieldType.UInt64(OptionRanges.Seed.Least, OptionRanges.Seed.Most).Optional(
        "seed", "The same seed, prompt and options give the same answer, computed by itself, which is slower while others are computed.", "drawn, and told in the receipt");

    public static readonly Parameter<IReadOnlyList<string>?> Stop = new FieldType<IReadOnlyList<string>>(ExpectedStop, StopSchema, ReadStop).Optional(
        "stop", "The answer ends before the first of these texts.");

    public static readonly Parameter<double> RepeatPenalty = Number(OptionRanges.RepeatPenalty).Default(
        "repeat_penalty", Standard.RepeatPenalty, "Divides the logits of tokens seen lately; 1 is off.");

    public static readonly Parameter<double> FrequencyPenalty = Number(OptionRanges.FrequencyPenalty).Default(
        "frequency_penalty", Standard.FrequencyPenalty, "Subtracted from a token's logit for each time it was seen lately.");

    public static readonly Parameter<double> PresencePenalty = Number(OptionRanges.PresencePenalty).Default(
        "presence_penalty", Standard.PresencePenalty, "Subtracted once from the logit of each token seen lately.");

    public static readonly Parameter<double> TypicalP = Number(OptionRanges.TypicalP).Default(
        "typical_p", Standard.TypicalP, "Choose among the tokens whose surprise is nearest to what is expected; 1 is off.");

    public static readonly Parameter<int> Mirostat = Integer(OptionRanges.Mirostat).Default(
        "mirostat", Standard.Mirostat, "That version of Mirostat keeps the surprise near mirostat_tau, in place of penalties and cut-offs; 0 is off.");

    public static readonly Parameter<double> MirostatTau = Number(OptionRanges.MirostatTau).Default(
        "mirostat_tau", Standard.MirostatTau, "The surprise in bits that Mirostat steers towards.");

    public static readonly Parameter<double> MirostatEta = Number(OptionRanges.MirostatEta).Default(
        "mirostat_eta", Standard.MirostatEta, "How fast Mirostat steers.");

    public static readonly Parameter<IReadOnlyDictionary<int, double>?> LogitBias = LogitBiasParameter.Type.Optional(
        "logit_bias", $"Added to the tokens' logits, -100 to 100, of up to {GenerationOptions.MaxLogitBiases} tokens; false is never.");

    public static readonly Parameter<bool> IgnoreEos = FieldType.Boolean.Default("ignore_eos", Standard.IgnoreEos, "Never choose a token that ends the answer.");

    public static readonly Parameter<int> Answers = Integer(OptionRanges.Answers).Default(
        "n", Standard.Answers, "So many answers of one prompt, which is computed and paid for once; no more than the model computes at the same time.");

    public static GenerationOptions Read(RpcParameters fields) => Standard with
    {
        Temperature = fields.Get(Temperature),
        TopP = fields.Get(TopP),
        TopK = fields.Get(TopK),
        MinP = fields.Get(MinP),
        Seed = (uint?)fields.Get(Seed),
        Stop = fields.Get(Stop) ?? Standard.Stop,
        RepeatPenalty = fields.Get(RepeatPenalty),
        FrequencyPenalty = fields.Get(FrequencyPenalty),
        PresencePenalty = fields.Get(PresencePenalty),
        TypicalP = fields.Get(TypicalP),
        Mirostat = fields.Get(Mirostat),
        MirostatTau = fields.Get(MirostatTau),
        MirostatEta = fields.Get(MirostatEta),
        LogitBias = fields.Get(LogitBias) ?? Standard.LogitBias,
        IgnoreEos = fields.Get(IgnoreEos),
        Answers = fields.Get(Answers),
    };

    private static FieldType<double> Number(OptionRange<double> range) => FieldType.Number(range.Least, range.Most);

    private static FieldType<int> Integer(OptionRange<int> range) => FieldType.Int32(range.Least, range.Most);

    private static IReadOnlyList<string> ReadStop(RpcField stop)
    {
        IReadOnlyList<string> texts = stop.Value.ValueKind switch
        {
            JsonValueKind.String => [stop.AsString()],
            JsonValueKind.Array => [.. stop.AsArray().Select(text => text.AsString())],
            _ => throw stop.Refuse(ExpectedStop),
        };
        var fits = texts.Count <= GenerationOptions.MaxStopStrings && texts.All(text => text.Length is > 0 and <= GenerationOptions.MaxStopLength);
        return fits ? texts : throw stop.Refuse(ExpectedStop);
    }

    private static JsonObject StopSchema()
    {
        var text = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = GenerationOptions.MaxStopLength };
        return new()
        {
            ["anyOf"] = new JsonArray(text, new JsonObject { ["type"] = "array", ["items"] = text.DeepClone(), ["maxItems"] = GenerationOptions.MaxStopStrings }),
        };
    }
}
