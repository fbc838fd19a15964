using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>
/// The bill of one completion, signed by the node that computed it. Receipts stand in blocks, and nothing else moves a quota or spends
/// credit.
/// </summary>
public sealed record Receipt
{
    // Separates what a node signs as a receipt from everything else that it signs.
    private static ReadOnlySpan<byte> Tag => "aigen-receipt-1"u8;

    // Beside the end, so that receipts from before there were two ways keep their bytes.
    private const byte PinnedFlag = 0x10;

    public required ReceiptId Id { get; init; }

    public required Address Payer { get; init; }

    /// <summary>SHA-256 of the GGUF file.</summary>
    public required Hash256 Model { get; init; }

    /// <summary>SHA-256 of the messages as compact JSON, see <c>RequestHash</c>; of a batch job of its input as it was paid for.</summary>
    public required Hash256 Request { get; init; }

    /// <summary>SHA-256 of the answer's UTF-8 bytes, as far as it was delivered; of several answers, and of calls, see docs/formats.md.</summary>
    public required Hash256 Output { get; init; }

    public required Sampling Sampling { get; init; }

    public required uint PromptTokens { get; init; }

    /// <summary>Of the prompt tokens, those whose prefill was spared by the KV cache.</summary>
    public required uint CachedTokens { get; init; }

    /// <summary>Of all answers of the request.</summary>
    public required uint CompletionTokens { get; init; }

    public required CompletionEnd End { get; init; }

    /// <summary>
    /// It was computed in steps of its own, so that the same request with its seed gives the same answer; else together with others, or
    /// by a node from before there were two ways.
    /// </summary>
    public bool IsPinned { get; init; }

    public required Funding Funding { get; init; }

    /// <summary>What it cost the payer, in micro-AIGEN, of the credit or of what a batch job was paid with; 0 where a quota paid.</summary>
    public required ulong Price { get; init; }

    /// <summary>What was set aside before the first token, in micro-AIGEN; never less than the price.</summary>
    public required ulong Reservation { get; init; }

    /// <summary>Unix seconds of the settlement; its UTC month is the month that is charged.</summary>
    public required long Timestamp { get; init; }

    public required PublicKey Node { get; init; }

    public Signature Signature { get; init; }

    /// <summary>What it takes from the payer's credit, in micro-AIGEN; negative where a batch job failed and its payment becomes credit.</summary>
    public Int128 CreditTaken => Funding switch
    {
        Funding.Credit => Price,
        Funding.Batch => (Int128)Price - Reservation,
        _ => 0,
    };

    public ulong TotalTokens => (ulong)PromptTokens + CompletionTokens;

    /// <summary>What the node signs, and the leaf of the block's receipts tree.</summary>
    public Hash256 Hash
    {
        get
        {
            var writer = new WireWriter().Raw(Tag);
            WriteBody(writer);
            return writer.Hash();
        }
    }

    public byte[] Encode()
    {
        var writer = new WireWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    public void WriteTo(WireWriter writer)
    {
        WriteBody(writer);
        writer.Raw(Signature.Bytes);
    }

    public static Receipt ReadFrom(ref WireReader reader) => new()
    {
        Id = ReceiptId.From(reader.Raw(ReceiptId.Length)),
        Payer = reader.Address(),
        Model = reader.Hash(),
        Request = reader.Hash(),
        Output = reader.Hash(),
        Sampling = Sampling.ReadFrom(ref reader),
        PromptTokens = reader.UInt32(),
        CachedTokens = reader.UInt32(),
        CompletionTokens = reader.UInt32(),
        IsPinned = (reader.Peek() & PinnedFlag) != 0,
        End = reader.Choice<CompletionEnd>(beside: PinnedFlag),
        Funding = reader.Choice<Funding>(),
        Price = reader.UInt64(),
        Reservation = reader.UInt64(),
        Timestamp = reader.Int64(),
        Node = reader.PublicKey(),
        Signature = reader.Signature(),
    };

    public static Receipt Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var receipt = ReadFrom(ref reader);
        reader.ExpectEnd();
        return receipt;
    }

    private void WriteBody(WireWriter writer)
    {
        writer.Raw(Id.Bytes).Raw(Payer.Bytes).Raw(Model.Bytes).Raw(Request.Bytes).Raw(Output.Bytes);
        Sampling.WriteTo(writer);
        writer.UInt32(PromptTokens).UInt32(CachedTokens).UInt32(CompletionTokens)
            .Byte((byte)((byte)End | (IsPinned ? PinnedFlag : 0))).Byte((byte)Funding)
            .UInt64(Price).UInt64(Reservation).Int64(Timestamp).Raw(Node.Bytes);
    }
}
