using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class EmbeddingParameters
{
    private static readonly string ExpectedInput = $"a text, or a list of 1 to {EmbedRequest.MostTexts} texts";

    private static readonly Parameter<IReadOnlyList<string>> Input = new FieldType<IReadOnlyList<string>>(ExpectedInput, InputSchema, ReadInput).Required(
        "input", $"The texts, of {EmbedRequest.MostTokens} tokens together.");

    private static readonly Parameter<int?> Dimensions = FieldType.Int32(1).Optional(
        "dimensions", "Only so many numbers, the first ones; for models whose file says how to pool.", "all");

    public static readonly Parameter<string> Encoding = FieldType.Choice("float", "base64").Default(
        "encoding_format", "float", "base64 is of 32-bit floats, lowest byte first.");

    public static IReadOnlyList<Parameter> All { get; } =
        [Input, CompletionParameters.ModelId, Dimensions, Encoding, TransactionParameters.Payment, CompletionParameters.Wallet];

    public static EmbedRequest Read(RpcCall call) => new()
    {
        ModelId = call.Get(CompletionParameters.ModelId),
        Input = call.Get(Input),
        Dimensions = call.Get(Dimensions),
        Payment = call.Get(TransactionParameters.Payment),
        Proof = call.Get(CompletionParameters.Wallet),
        Admission = SignedCalls.AdmissionTo(call),
        AccessToken = AccessTokenText.Of(call.Caller.BearerToken),
        From = call.Caller.RemoteAddress,
    };

    private static IReadOnlyList<string> ReadInput(RpcField input) => input.Value.ValueKind switch
    {
        JsonValueKind.String => [input.AsString(minLength: 1)],
        JsonValueKind.Array => [.. input.AsArray(1, EmbedRequest.MostTexts).Select(text => text.AsString(minLength: 1))],
        _ => throw input.Refuse(ExpectedInput),
    };

    private static JsonObject InputSchema()
    {
        var text = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        var list = new JsonObject { ["type"] = "array", ["items"] = text.DeepClone(), ["minItems"] = 1, ["maxItems"] = EmbedRequest.MostTexts };
        return new() { ["anyOf"] = new JsonArray(text, list) };
    }
}
