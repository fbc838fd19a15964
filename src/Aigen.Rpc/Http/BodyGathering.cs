using System.IO.Pipelines;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Http;

/// <summary>Copies a body that comes in pieces into one buffer.</summary>
internal static class BodyGathering
{
    /// <summary>Starts with what was <paramref name="read"/> already; false as soon as there is more than allowed, or reading is given up.</summary>
    public static async ValueTask<bool> TryGatherAsync(PipeReader reader, ReadResult read, PooledBuffer body, int mostBytes)
    {
        while (true)
        {
            var fits = !read.IsCanceled && body.Length + read.Buffer.Length <= mostBytes;
            if (fits)
            {
                foreach (var piece in read.Buffer) body.Append(piece.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (!fits || read.IsCompleted) return fits;
            read = await reader.ReadAsync();
        }
    }
}
