using System.Text.Json;

namespace Aigen.Node.Client;

/// <summary>The messages that nobody asked for one by one.</summary>
internal static class RpcNotifications
{
    /// <summary>What a subscription brings; null where the message is none of its notifications.</summary>
    public static JsonElement? Read(JsonElement message) =>
        message.TryGetProperty("method", out _) && message.TryGetProperty("params", out var parameters)
        && parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("result", out var result)
            ? result
            : null;
}
