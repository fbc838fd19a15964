using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>What a block wrote over: with it the block is taken back without any other block.</summary>
internal static class UndoRecord
{
    public static byte[] Encode(IReadOnlyList<StateChange> changes)
    {
        var writer = new WireWriter().List(changes, static (w, change) =>
        {
            w.Bytes(change.Key.Bytes).Flag(change.Before is not null);
            if (change.Before is { } before)
            {
                w.Bytes(before);
            }
        });
        return writer.ToArray();
    }

    /// <summary>The way back: before is unknown, now is the value to return to.</summary>
    public static StateChange[] Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var changes = reader.List(static (ref WireReader r) =>
            new StateChange(StateKey.From(r.Bytes()), null, r.Flag() ? r.Bytes().ToArray() : null));
        reader.ExpectEnd();
        return changes;
    }
}
