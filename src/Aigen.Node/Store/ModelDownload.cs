using System.Net;

namespace Aigen.Node.Store;

/// <summary>
/// Fetches a file into a part that grows, over as many connections as it takes, and goes on where an earlier run stopped. What is whole
/// has been compared with its SHA-256 and is on the disk.
/// </summary>
internal sealed class ModelDownload(HttpClient http, DownloadPlan plan, TransferProgress progress)
{
    // So much stays free for the rest of the machine.
    private const long SpareDisk = 1L << 28;

    private string? _sha256 = plan.Sha256;

    /// <returns>The file's SHA-256.</returns>
    /// <exception cref="ModelStoreException">Why there is no file.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(plan.Part)!);
        using (var part = Open())
        {
            await FetchAsync(part, cancellationToken);
            part.Flush(flushToDisk: true);
        }

        progress.Begin("checking", new FileInfo(plan.Part).Length);
        var sha256 = await FileHash.ComputeAsync(plan.Part, progress.Show, cancellationToken);
        PartNote.Delete(plan.Part);
        if (sha256 == _sha256)
        {
            return sha256;
        }

        File.Delete(plan.Part);
        throw new ModelStoreException($"{plan.Source} has the SHA-256 {sha256}, expected {_sha256}: it was deleted");
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(plan.Part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ModelStoreException($"{plan.Part} cannot be written, another download of it may be running: {e.Message}");
        }
    }

    private async Task FetchAsync(FileStream part, CancellationToken cancellationToken)
    {
        for (var (failures, wait) = (0, plan.FirstWait); ; wait *= 2)
        {
            var before = part.Length;
            try
            {
                await FetchOnceAsync(part, cancellationToken);
                return;
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // What moves forward is not given up.
                if (part.Length > before)
                {
                    (failures, wait) = (0, plan.FirstWait);
                }

                if (++failures > plan.Retries)
                {
                    throw new ModelStoreException($"{plan.Source}: {e.Message}; the same command goes on from byte {part.Length}");
                }
            }

            await Task.Delay(wait, cancellationToken);
        }
    }

    private async Task FetchOnceAsync(FileStream part, CancellationToken cancellationToken)
    {
        var note = PartNote.Find(plan.Part);
        var isSame = note?.Source == plan.Source.AbsoluteUri && (note.Tag ?? _sha256) is not null;
        var from = isSame ? part.Length : 0;
        var (response, published) = await new SourceRequest(http).SendAsync(plan.Source, from, note?.Tag, cancellationToken);
        using var _ = response;
        _sha256 ??= published ?? throw new ModelStoreException(
            $"nobody says which SHA-256 {plan.Source} must have: give it with --sha256 HEX, as its maker publishes it");
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == from)
        {
            return;
        }

        from = StartOf(response, from);
        part.SetLength(from);
        part.Position = from;
        new PartNote(plan.Source.AbsoluteUri, PartNote.StrongTag(response.Headers.ETag)).Write(plan.Part);
        await CopyAsync(response, part, from, cancellationToken);
    }

    /// <summary>Where the bytes that come belong: behind those that are there, or at the beginning where the server sends all of it.</summary>
    private long StartOf(HttpResponseMessage response, long asked)
    {
        var range = response.Content.Headers.ContentRange;
        return response.StatusCode switch
        {
            HttpStatusCode.OK => 0,
            HttpStatusCode.PartialContent when asked > 0 && range?.From == asked => asked,
            HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable => throw Restart(response),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests => throw new HttpRequestException($"the server answered {(int)response.StatusCode} {response.ReasonPhrase}"),
            _ => throw new ModelStoreException($"{plan.Source}: the server answered {(int)response.StatusCode} {response.ReasonPhrase}"),
        };
    }

    // The part is of no use to this server: without its note the next try begins at the beginning.
    private HttpRequestException Restart(HttpResponseMessage response)
    {
        PartNote.Delete(plan.Part);
        return new HttpRequestException($"the server answered {(int)response.StatusCode} {response.ReasonPhrase} with another range than was asked for");
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream part, long from, CancellationToken cancellationToken)
    {
        var total = from + response.Content.Headers.ContentLength ?? plan.Size;
        if (plan.Size is { } size && total != size)
        {
            throw new ModelStoreException($"{plan.Source} has {total} bytes, expected {size}");
        }

        var room = new DriveInfo(plan.Part).AvailableFreeSpace - SpareDisk;
        var limit = from + Math.Min(total - from ?? room, room);
        if (total > limit)
        {
            throw new ModelStoreException($"{plan.Source} has {total - from} more bytes, and the disk of {plan.Part} has room for {Math.Max(0, room)}");
        }

        progress.Begin("fetching", total ?? 0);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 17];
        while (await ReadAsync(body, buffer, cancellationToken) is > 0 and var read)
        {
            if (part.Length + read > limit)
            {
                throw new ModelStoreException($"{plan.Source} goes on beyond {limit} bytes");
            }

            await part.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await part.FlushAsync(cancellationToken);
            progress.Show(part.Length);
        }
    }

    // The connection's failures are tried again, the disk's are not.
    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }
}
