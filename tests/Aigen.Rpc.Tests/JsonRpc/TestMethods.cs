using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Short ways to make methods for tests.</summary>
internal static class TestMethods
{
    /// <summary>Answers its one parameter "value" as it came.</summary>
    public static RpcMethod Echo { get; } = Sync("echo", ["value"], call =>
    {
        var value = call.Parameters.Required("value").Value.Clone();
        return RpcResult.Ok(value.WriteTo);
    });

    public static RpcMethod Sync(string name, string[] parameters, Func<RpcCall, RpcResult> handler) =>
        new(name, $"{name} of a test", parameters, call => ValueTask.FromResult(handler(call)));

    public static RpcMethod Async(string name, string[] parameters, Func<RpcCall, Task<RpcResult>> handler) =>
        new(name, $"{name} of a test", parameters, call => new ValueTask<RpcResult>(handler(call)));

    public static RpcMethod Subscribing(string name, Func<RpcCall, RpcResult> handler) =>
        Sync(name, ["subscription"], handler) with { NeedsConnection = true };

    public static RpcResult Number(long value) => RpcResult.Ok(json => json.WriteNumberValue(value));

    /// <summary>Parses parameters given as JSON text for a method with these positions.</summary>
    public static RpcParameters Parse(string json, string[] names, string? envelope = null)
    {
        var method = Sync("test", names, _ => RpcResult.Null) with { Envelope = envelope };
        return ParameterForms.Normalise(method, JsonElement.Parse(json));
    }

    /// <summary>The data of an error as JSON.</summary>
    public static JsonElement DataOf(RpcError error)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) error.Data!(json);
        return JsonElement.Parse(stream.ToArray());
    }
}
