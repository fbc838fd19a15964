using System.Buffers.Binary;
using System.Globalization;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>
/// The place behind one event of the chain, in words <c>HEIGHT-INDEX-MARK</c>: the block's height, the event's index in it or <c>end</c>, and
/// the first eight bytes of the block's hash, by which another chain, or a block that was taken back, is noticed.
/// </summary>
public readonly record struct EventCursor(ulong Height, uint Index, ulong Mark)
{
    // Of the end of a block, which is known without counting what the block did.
    private const uint End = uint.MaxValue;
    private const string EndText = "end";

    /// <summary>The first place behind it.</summary>
    public BlockLocation Next => Index == End ? new BlockLocation(Height + 1, 0) : new BlockLocation(Height, Index + 1);

    public static EventCursor Of(SignedHeader block, ChainEvent happened) =>
        happened is BlockEnded ? AtEnd(block) : new(block.Height, happened.Index, MarkOf(block.Hash));

    public static EventCursor AtEnd(SignedHeader block) => new(block.Height, End, MarkOf(block.Hash));

    public static bool TryParse(string text, out EventCursor cursor)
    {
        cursor = default;
        Span<byte> mark = stackalloc byte[sizeof(ulong)];
        var index = End;
        if (text.Split('-') is not [var height, var place, { Length: 2 * sizeof(ulong) } hash]
            || !ulong.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || (place != EndText && !uint.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out index))
            || !Hex.TryDecode(hash, mark))
        {
            return false;
        }

        cursor = new EventCursor(at, index, BinaryPrimitives.ReadUInt64BigEndian(mark));

        // One text for each place.
        return cursor.ToString() == text;
    }

    public bool IsOf(Hash256 block) => Mark == MarkOf(block);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Height}-{(Index == End ? EndText : Index)}-{Mark:x16}");

    private static ulong MarkOf(Hash256 block) => BinaryPrimitives.ReadUInt64BigEndian(block.Bytes);
}
