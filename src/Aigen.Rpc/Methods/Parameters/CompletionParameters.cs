using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>What completions of every kind have.</summary>
internal static class CompletionParameters
{
    // OpenAI's names of before tools: they would change the answer, so they are refused rather than left out silently.
    private static readonly string[] Outdated = ["functions", "function_call"];

    public static readonly Parameter<string?> ModelId = FieldType.String().Optional("model_id", "Which model.", "the node's first", alias: "model");

    public static readonly Parameter<int?> MaxTokens = FieldType.Int32(OptionRanges.MaxTokens.Least, OptionRanges.MaxTokens.Most).Optional(
        "max_tokens", "The most tokens of each answer.", $"{new GenerationOptions().MaxTokens}, less where tier, credit or context end before", alias: "max_completion_tokens");

    public static readonly Parameter<bool?> Stream = FieldType.Boolean.Optional(
        "stream", "True is refused here: the subscribing method of the same kind streams.", "false");

    private static readonly Parameter<PublicKey> WalletKey = ChainTypes.PublicKey.Required("public_key", "The wallet's Ed25519 key.");
    private static readonly Parameter<long> WalletTimestamp = FieldType.Int64().Required("timestamp", "When it was signed, in Unix seconds.");
    private static readonly Parameter<ulong> WalletNonce = FieldType.UInt64().Required("nonce", "A number that the wallet used for nothing else.");
    private static readonly Parameter<Signature> WalletSignature = ChainTypes.Signature.Required("signature", "Over the request: docs/formats.md.");

    /// <summary>A wallet's signature of something.</summary>
    public static readonly FieldType<WalletProof> SignedByWallet = FieldType.Object([WalletKey, WalletTimestamp, WalletNonce, WalletSignature], ReadWallet);

    public static readonly Parameter<WalletProof?> Wallet = SignedByWallet.Optional(
        "wallet", "The wallet's signature of the request, by which its quota or credit is spent: good once, for 5 minutes.");

    /// <summary>Those behind the ones that say what is asked.</summary>
    public static IReadOnlyList<Parameter> Shared { get; } =
    [
        ModelId, MaxTokens, SamplingParameters.Temperature, SamplingParameters.TopP, SamplingParameters.TopK, SamplingParameters.MinP, SamplingParameters.Seed,
        SamplingParameters.Stop, SamplingParameters.RepeatPenalty, SamplingParameters.FrequencyPenalty, SamplingParameters.PresencePenalty, Stream,
        TransactionParameters.Payment, Wallet, ChainParameters.Subscription, .. ResponseFormatParameter.All, SamplingParameters.TypicalP, SamplingParameters.Mirostat,
        SamplingParameters.MirostatTau, SamplingParameters.MirostatEta, SamplingParameters.LogitBias, SamplingParameters.IgnoreEos,
    ];

    public static DeskRequest Read(RpcCall call) => Read(call.Parameters) with
    {
        Admission = SignedCalls.AdmissionTo(call),
        AccessToken = AccessTokenText.Of(call.Caller.BearerToken),
        From = call.Caller.RemoteAddress,
    };

    /// <summary>What is asked, but not who asks.</summary>
    public static DeskRequest Read(RpcParameters fields)
    {
        RefuseOutdated(fields);

        // Each is used by one of the two methods of a kind; a wrong one is refused by both.
        fields.Get(Stream);
        fields.Get(ChainParameters.Subscription);
        return new DeskRequest
        {
            ModelId = fields.Get(ModelId),
            MaxTokens = fields.Get(MaxTokens),
            Options = SamplingParameters.Read(fields) with { ResponseFormat = ResponseFormatParameter.Read(fields) },
            Payment = fields.Get(TransactionParameters.Payment),
            Proof = fields.Get(Wallet),
            From = System.Net.IPAddress.None,
        };
    }

    private static WalletProof ReadWallet(RpcParameters fields) =>
        new(fields.Get(WalletKey), fields.Get(WalletTimestamp), fields.Get(WalletNonce), fields.Get(WalletSignature));

    private static void RefuseOutdated(RpcParameters fields)
    {
        foreach (var name in Outdated)
        {
            if (fields.Optional(name) is { Value.ValueKind: not System.Text.Json.JsonValueKind.False } field)
            {
                throw field.Refuse("absent: tools and tool_choice have taken its place");
            }
        }
    }
}
