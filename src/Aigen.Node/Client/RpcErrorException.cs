using System.Text.Json;

namespace Aigen.Node.Client;

/// <summary>The node refused a call.</summary>
internal sealed class RpcErrorException(int code, string message, JsonElement? details) : Exception(message)
{
    public int Code => code;

    /// <summary>The error's <c>data</c>.</summary>
    public JsonElement? Details => details;

    public static RpcErrorException Of(JsonElement error) => new(
        error.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0,
        error.TryGetProperty("message", out var message) ? message.ToString() : "no message",
        error.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null ? data : null);
}
