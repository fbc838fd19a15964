using System.Buffers;
using System.Text.Json;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.Events;

/// <summary>An error as the result of a notification: <c>{"error":{"code","message","data"}}</c>.</summary>
internal static class ErrorNotification
{
    /// <summary>Ends a subscription with an error as its last notification.</summary>
    public static void End(Subscription subscription, RpcError error)
    {
        subscription.Notify(Write(error));
        subscription.Complete();
    }

    public static ReadOnlyMemory<byte> Write(RpcError error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        if (error.Data is { } data)
        {
            json.WritePropertyName("data"u8);
            data(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
