using System.Text.Json;
using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Events;

/// <summary>Where a subscription begins: behind a cursor, with a block, or with the next block where the client does not say.</summary>
/// <param name="Next">The first place that it brings.</param>
/// <param name="Cursor">The place before it, which the client has already.</param>
internal sealed record EventStart(BlockLocation Next, string? Cursor)
{
    /// <exception cref="RpcException">The place is none of this chain, or its events are gone.</exception>
    public static EventStart Read(RpcField? given, Ledger ledger)
    {
        var head = ledger.Head;
        if (given is not { } from)
        {
            return new EventStart(new BlockLocation(head.Height + 1, 0), EventCursor.AtEnd(head).ToString());
        }

        var start = from.Value.ValueKind == JsonValueKind.Number ? At(from.AsUInt64(), head.Height) : Behind(from, ledger, head);
        return start.Next.Height > ledger.Blocks.PrunedTo || ledger.Blocks.PrunedTo == 0
            ? start
            : throw Refuse(
                "pruned", start.Next.Height, head.Height, ledger.Blocks.PrunedTo + 1,
                $"the events of block {start.Next.Height} were pruned; they are kept from block {ledger.Blocks.PrunedTo + 1} on");
    }

    private static EventStart At(ulong height, ulong head) => height <= head + 1
        ? new EventStart(new BlockLocation(height, 0), null)
        : throw Refuse("future", height, head, null, $"block {height} is not yet; the head is {head}, so at most {head + 1} is allowed");

    private static EventStart Behind(RpcField from, Ledger ledger, SignedHeader head)
    {
        if (!EventCursor.TryParse(from.AsString(), out var cursor)) throw from.Refuse(EventParameters.ExpectedFrom);
        if (cursor.Height > head.Height)
        {
            throw Refuse("future", cursor.Height, head.Height, null, $"the cursor is of block {cursor.Height}, and the head is {head.Height}");
        }

        var block = ledger.Blocks.FindHeader(cursor.Height) ?? throw new LedgerException($"header {cursor.Height} is missing", isDamage: true);
        if (!cursor.IsOf(block.Hash))
        {
            throw Refuse(
                "other_chain", cursor.Height, head.Height, null,
                $"the cursor is of a block {cursor.Height} with a hash that begins {cursor.Mark:x16}, and this chain's is {block.Hash}");
        }

        return new EventStart(cursor.Next, cursor.ToString());
    }

    private static RpcException Refuse(string rule, ulong height, ulong head, ulong? first, string why) =>
        new(new RpcError(RpcErrorCodes.InvalidParams, $"Invalid params: from cannot be followed: {why}", json =>
        {
            json.WriteStartObject();
            json.WriteString("field"u8, "from");
            json.WriteString("rule"u8, rule);
            json.WriteNumber("block_height"u8, height);
            json.WriteNumber("head"u8, head);
            if (first is { } number) json.WriteNumber("first_block"u8, number);
            json.WriteEndObject();
        }));
}
