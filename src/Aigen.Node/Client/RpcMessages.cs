using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>JSON-RPC 2.0 as the asking side writes and reads it.</summary>
internal static class RpcMessages
{
    public static string Request(int id, string method, JsonNode? parameters) => new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id,
        ["method"] = method,
        ["params"] = parameters?.DeepClone() ?? new JsonArray(),
    }.ToJsonString();

    /// <exception cref="RpcErrorException">The answer is an error.</exception>
    /// <exception cref="ClientException">The answer is no JSON-RPC.</exception>
    public static JsonElement Result(JsonElement answer, Uri node)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            throw RpcErrorException.Of(error);
        }

        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result)
            ? result
            : throw new ClientException($"{Text(node)} answered with neither a result nor an error: is it an Aigen node?");
    }

    public static JsonElement Parse(ReadOnlySpan<byte> utf8, Uri node)
    {
        try
        {
            return JsonElement.Parse(utf8);
        }
        catch (JsonException)
        {
            throw new ClientException($"{Text(node)} did not answer with JSON: is it an Aigen node?");
        }
    }

    public static BrokenConnectionException NoNode(Uri node) => new($"no node answers at {Text(node)}; start one with ./aigen node --dev");

    /// <summary>The address as a person types it, without the slash that <see cref="Uri"/> adds.</summary>
    public static string Text(Uri node) => node.ToString().TrimEnd('/');
}
