using System.Text.Json;

namespace Aigen.Rpc.Subscriptions;

/// <summary>A run of events that one client did not get, as its <c>lagged</c> notification tells it.</summary>
/// <param name="first">The number of the first of them.</param>
/// <param name="from">The cursor before it; null where they cannot be replayed.</param>
internal sealed class MissedEvents(ulong first, string? from)
{
    // Some 100 for the names, three numbers of at most 20 digits, two cursors of at most 50, and the rest of a notification.
    public const int MostBytes = 300;

    public ulong First => first;

    /// <summary>The number of the newest of them, which is also that of the notification: it stands in their place.</summary>
    public ulong Last { get; private set; }

    /// <summary>The cursor of the newest of them.</summary>
    public string? To { get; private set; }

    /// <summary>Adds all events up to this one.</summary>
    public void Add(ulong sequence, string? cursor) => (Last, To) = (sequence, cursor);

    /// <summary>Has no cursor of its own: who keeps the newest cursor must keep the one from before the gap.</summary>
    public Notice ToNotice()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("lagged"u8);
            json.WriteNumber("missed"u8, Last - first + 1);
            json.WriteNumber("first_sequence"u8, first);
            json.WriteNumber("last_sequence"u8, Last);
            json.WriteString("from"u8, from);
            json.WriteString("to"u8, To);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new Notice(stream.ToArray());
    }
}
