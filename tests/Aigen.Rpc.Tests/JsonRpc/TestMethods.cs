using System.Text.Json;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Short ways to make methods for tests.</summary>
internal static class TestMethods
{
    private static readonly Parameter<RpcField> Value = FieldType.Any.Required("value", "Whatever is to come back.");

    /// <summary>The id that a client chooses for a subscription.</summary>
    public static readonly Parameter<string?> Subscription = FieldType.String().Optional("subscription", "An id of the client's own.");

    /// <summary>Answers its one parameter "value" as it came.</summary>
    public static RpcMethod Echo { get; } = Sync("echo", [Value], call =>
    {
        var value = call.Get(Value).Value.Clone();
        return RpcResult.Ok(value.WriteTo);
    });

    public static RpcMethod Sync(string name, Parameter[] parameters, Func<RpcCall, RpcResult> handler) =>
        new(name, $"{name} of a test", parameters, call => ValueTask.FromResult(handler(call)));

    public static RpcMethod Async(string name, Parameter[] parameters, Func<RpcCall, Task<RpcResult>> handler) =>
        new(name, $"{name} of a test", parameters, call => new ValueTask<RpcResult>(handler(call)));

    public static RpcMethod Subscribing(string name, Func<RpcCall, RpcResult> handler) =>
        Sync(name, [Subscription], handler) with { NeedsConnection = true };

    /// <summary>The other half of a subscribing method.</summary>
    public static RpcMethod Unsubscribe { get; } =
        new("unsubscribe", "Ends a subscription.", [Unsubscribing.Subscription], Unsubscribing.Unsubscribe) { NeedsConnection = true };

    public static RpcResult Number(long value) => RpcResult.Ok(json => json.WriteNumberValue(value));

    /// <summary>Parses parameters given as JSON text for a method with these parameters.</summary>
    public static RpcParameters Parse(string json, Parameter[] parameters, string? envelope = null)
    {
        var method = Sync("test", parameters, _ => RpcResult.Null) with { Envelope = envelope };
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
