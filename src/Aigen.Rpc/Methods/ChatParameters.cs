using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>Reads the parameters of a chat completion, and what other methods share with it. Ranges of numbers are checked by the desk, which every door shares.</summary>
internal static class ChatParameters
{
    private static readonly string[] Outdated = ["functions", "function_call"];

    public static DeskRequest Read(RpcCall call)
    {
        var (fields, shared) = (call.Parameters, ReadShared(call));
        return shared with
        {
            Messages = MessagesParameter.Read(fields),
            Options = shared.Options with { TopLogprobs = LogprobsParameter.Read(fields), Tools = ToolsParameter.Read(fields) },
        };
    }

    /// <summary>All that other completions have too.</summary>
    public static DeskRequest ReadShared(RpcCall call)
    {
        var fields = call.Parameters;
        RefuseOutdated(fields);
        var defaults = new GenerationOptions();
        return new DeskRequest
        {
            ModelId = ModelId(fields),
            MaxTokens = fields.OptionalInt32("max_tokens"),
            Options = defaults with
            {
                Temperature = fields.OptionalDouble("temperature") ?? defaults.Temperature,
                TopP = fields.OptionalDouble("top_p") ?? defaults.TopP,
                TopK = fields.OptionalInt32("top_k") ?? defaults.TopK,
                MinP = fields.OptionalDouble("min_p") ?? defaults.MinP,
                Seed = (uint?)fields.OptionalUInt64("seed", 0, uint.MaxValue - 1),
                Stop = Stop(fields),
                RepeatPenalty = fields.OptionalDouble("repeat_penalty") ?? defaults.RepeatPenalty,
                FrequencyPenalty = fields.OptionalDouble("frequency_penalty") ?? 0,
                PresencePenalty = fields.OptionalDouble("presence_penalty") ?? 0,
                TypicalP = fields.OptionalDouble("typical_p") ?? defaults.TypicalP,
                Mirostat = fields.OptionalInt32("mirostat") ?? defaults.Mirostat,
                MirostatTau = fields.OptionalDouble("mirostat_tau") ?? defaults.MirostatTau,
                MirostatEta = fields.OptionalDouble("mirostat_eta") ?? defaults.MirostatEta,
                LogitBias = LogitBiasParameter.Read(fields),
                IgnoreEos = fields.OptionalBoolean("ignore_eos") ?? false,
                Answers = fields.OptionalInt32("n") ?? 1,
                ResponseFormat = ResponseFormatParameter.Read(fields),
            },
            Payment = Payment(fields),
            Proof = Proof(fields),
            AccessToken = AccessTokenText.Of(call.Caller.BearerToken),
            From = call.Caller.RemoteAddress,
        };
    }

    public static string? ModelId(RpcParameters fields) => fields.OptionalString("model_id") ?? fields.OptionalString("model");

    public static Transaction? Payment(RpcParameters fields) =>
        fields.OptionalObject("transaction") is { } transaction ? TransactionParameters.Read(transaction) : null;

    public static WalletProof? Proof(RpcParameters fields) => fields.OptionalObject("wallet") is { } wallet
        ? new(wallet.PublicKey("public_key"), wallet.Int64("timestamp"), wallet.UInt64("nonce"), wallet.Signature("signature"))
        : null;

    // OpenAI's names of before tools: they would change the answer, so they are refused rather than left out silently.
    private static void RefuseOutdated(RpcParameters fields)
    {
        foreach (var name in Outdated)
        {
            if (fields.Optional(name) is { Value.ValueKind: not JsonValueKind.False } field)
            {
                throw field.Refuse("absent: tools and tool_choice have taken its place");
            }
        }
    }

    private static IReadOnlyList<string> Stop(RpcParameters fields) => fields.Optional("stop") switch
    {
        null => [],
        { Value.ValueKind: JsonValueKind.String } one => [one.AsString()],
        { } many => [.. many.AsArray().Select(item => item.AsString())],
    };
}
