using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Commands;

/// <summary><c>aigen chain headers</c>: the headers of a node's chain in a file, which is gone on with where it ends.</summary>
internal static class HeadersCommand
{
    // As many as a node hands out at once.
    private const ulong PageSize = 1000;

    private static readonly Option<ulong?> From = Values.Optional(
        "--from", "The first block of a new file; only a file from block 0 on proves anything. [default: 0]", 0UL, ulong.MaxValue);

    private static readonly Option<ulong?> To = Values.Optional("--to", "The last block. [default: the newest]", 0UL, ulong.MaxValue);

    private static readonly Option<string> Out = new("--out") { Description = "The file; one with headers grows.", HelpName = "FILE", Required = true };

    public static Command Create(ClientWorld world) => ClientCommand.Online(
        "headers", "Fetches the signed headers of the chain into a file, for 'verify-proof'.", world, RunAsync, From, To, Out);

    private static async Task RunAsync(ClientRun run)
    {
        var path = run.Get(Out)!;
        try
        {
            await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
            await FetchAsync(run, file, HeaderFile.Continue(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ClientException($"--out {path}: {e.Message}");
        }
    }

    private static async Task FetchAsync(ClientRun run, Stream file, SignedHeader? last)
    {
        var head = (await run.CallAsync("getChainInfo")).UInt64("height");
        var (start, end) = (Start(run, last), run.Get(To) ?? head);
        if (end > head)
        {
            throw new ClientException($"--to {end} is above the head, {head}");
        }

        for (var next = start; next <= end; next = last!.Height + 1)
        {
            var page = await run.CallAsync("getHeaders", new JsonArray(next, Math.Min(PageSize, end - next + 1)));
            foreach (var header in page.List("headers").Select(Read))
            {
                CheckPlace(header, last, start);
                file.Write(header.Encode());
                last = header;
            }
        }

        var added = last is null || last.Height < start ? 0 : last.Height - start + 1;
        await run.Output.WriteLineAsync($"{run.Get(Out)} ends with block {last?.Height}, {last?.Hash}; {added} new");
    }

    private static ulong Start(ClientRun run, SignedHeader? last)
    {
        var next = last?.Height + 1 ?? run.Get(From) ?? 0;
        return run.Get(From) is { } from && from > next
            ? throw new ClientException($"--from {from} would leave a gap: the file ends with block {last!.Height}")
            : next;
    }

    private static void CheckPlace(SignedHeader header, SignedHeader? last, ulong start)
    {
        if (header.Height != (last?.Height + 1 ?? start))
        {
            throw new ClientException($"the node answered with block {header.Height}, asked for block {last?.Height + 1 ?? start}");
        }

        if (last is not null && header.Header.PreviousHash != last.Hash)
        {
            throw new ClientException(
                $"block {header.Height} of the node follows {header.Header.PreviousHash}, the file's block {last.Height} is {last.Hash}: "
                + "the file is of another network, or of a chain that was rolled back");
        }
    }

    private static SignedHeader Read(JsonElement item) =>
        Hex.TryDecode(item.Text("signed_header"), out var bytes) && bytes.Length == HeaderFile.HeaderLength
            ? SignedHeader.Decode(bytes)
            : throw new ClientException($"the node's answer has a signed_header that is not {HeaderFile.HeaderLength} bytes in hex");
}
