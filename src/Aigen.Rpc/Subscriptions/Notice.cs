using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aigen.Rpc.Subscriptions;

/// <summary>One event as it is sent: written once, and shared by all who follow it.</summary>
public sealed class Notice
{
    private static readonly ReadOnlyMemory<byte> End = "}}"u8.ToArray();

    /// <param name="resultJsonUtf8">One JSON value that must not change any more.</param>
    /// <param name="cursor">The place behind the event, for an event that can be replayed; letters, digits and dashes.</param>
    public Notice(ReadOnlyMemory<byte> resultJsonUtf8, string? cursor = null)
    {
        (Result, Cursor) = (resultJsonUtf8, cursor);
        Tail = cursor is null ? End : Encoding.UTF8.GetBytes($$$""","cursor":"{{{cursor}}}"}}""");
    }

    public ReadOnlyMemory<byte> Result { get; }

    /// <summary>Where a client that has seen the event goes on; null for an event that nobody can bring back.</summary>
    public string? Cursor { get; }

    /// <summary>What stands behind the sequence number.</summary>
    internal ReadOnlyMemory<byte> Tail { get; }

    /// <summary>A notice of one value, written with its generated metadata.</summary>
    public static Notice Of<T>(T value, JsonTypeInfo<T> typeInfo, string? cursor = null) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), cursor);
}
