using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>
/// Reads logit_bias: OpenAI's object <c>{"token": bias}</c>, or llama.cpp's list <c>[[token, bias]]</c>. <c>false</c> for a bias is never to
/// choose the token.
/// </summary>
internal static class LogitBiasParameter
{
    private const string Expected = "an object of token ids with a bias or false each, or a list of [token id, bias or false]";

    public static IReadOnlyDictionary<int, double> Read(RpcParameters fields) => fields.Optional("logit_bias") switch
    {
        null => ReadOnlyDictionary<int, double>.Empty,
        { Value.ValueKind: JsonValueKind.Object } field => OfObject(field),
        { Value.ValueKind: JsonValueKind.Array } field => OfList(field),
        { } field => throw field.Refuse(Expected),
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
}
