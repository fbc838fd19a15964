using System.Buffers;
using System.IO.Pipelines;

namespace Aigen.Rpc.Http;

/// <summary>What a client of HTTP/2 sends first (RFC 9113, section 3.4). No method of HTTP/1.1 begins like it.</summary>
internal static class Http2Preface
{
    private static ReadOnlySpan<byte> Words => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Looks at the next bytes without taking them; null where the connection ends before they tell.</summary>
    public static async ValueTask<bool?> IsNextAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var answer = Compare(read.Buffer);

            // Where it is told, nothing counts as looked at: the next reader finds all of it at once.
            reader.AdvanceTo(read.Buffer.Start, answer is null ? read.Buffer.End : read.Buffer.Start);
            if (answer is not null || read.IsCompleted) return answer;
        }
    }

    private static bool? Compare(in ReadOnlySequence<byte> received)
    {
        Span<byte> first = stackalloc byte[Words.Length];
        first = first[..(int)Math.Min(received.Length, first.Length)];
        received.Slice(0, first.Length).CopyTo(first);
        if (!Words.StartsWith(first)) return false;
        return first.Length == Words.Length ? true : null;
    }
}
