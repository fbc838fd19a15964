using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>
/// Reads logit_bias: OpenAI's object <c>{"token": bias}</c>, or llama.cpp's list <c>[[token, bias]]</c>. <c>false</c> for a bias is never to
/// choose the token.
/// </summary>
internal static class LogitBiasParameter
{
    private const string Expected = "an object of token ids with a bias or false each, or a list of [token id, bias or false]";

    public static readonly FieldType<IReadOnlyDictionary<int, double>> Type = new(Expected, Schema, Read);

    private static IReadOnlyDictionary<int, double> Read(RpcField field) => field.Value.ValueKind switch
    {
        JsonValueKind.Object => OfObject(field),
        JsonValueKind.Array => OfList(field),
        _ => throw field.Refuse(Expected),
    };

    private static Dictionary<int, double> OfObject(RpcField field)
    {
        var biases = new Dictionary<int, double>();
        foreach (var member in field.Value.EnumerateObject())
        {
            var isToken = int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var token);
            if (!isToken || Bias(member.Value) is not { } bias)
            {
                throw field.Refuse(Expected);
            }

            biases[token] = bias;
        }

        return biases;
    }

    private static Dictionary<int, double> OfList(RpcField field)
    {
        var biases = new Dictionary<int, double>();
        foreach (var pair in field.AsArray())
        {
            if (pair.Value.ValueKind != JsonValueKind.Array || pair.Value.GetArrayLength() != 2
                || pair.Value[0].ValueKind != JsonValueKind.Number || !pair.Value[0].TryGetInt32(out var token) || Bias(pair.Value[1]) is not { } bias)
            {
                throw pair.Refuse("[token id, bias or false]");
            }

            biases[token] = bias;
        }

        return biases;
    }

    private static double? Bias(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var bias) && double.IsFinite(bias) => bias,
        JsonValueKind.False => double.NegativeInfinity,
        _ => null,
    };

    private static JsonObject Schema()
    {
        var bias = new JsonObject { ["anyOf"] = new JsonArray(FieldType.Of("number"), new JsonObject { ["const"] = false }) };
        var pair = new JsonObject { ["type"] = "array", ["items"] = new JsonArray(FieldType.Of("integer"), bias.DeepClone()), ["minItems"] = 2, ["maxItems"] = 2 };
        return new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "object", ["additionalProperties"] = bias },
                new JsonObject { ["type"] = "array", ["items"] = pair }),
        };
    }
}
