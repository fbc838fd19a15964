using System.Security.Cryptography;
using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What a client has really got of one answer.</summary>
internal sealed class DeliveredAnswer
{
    private readonly IncrementalHash _text = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly GatheredCalls _calls = new();

    public int CompletionTokens { get; private set; }

    public CompletionFinish? Finish { get; private set; }

    /// <summary>Of its text; where it calls functions, of the text's hash and of what is called.</summary>
    public Hash256 OutputHash => _calls.Calls is { Count: > 0 } calls
        ? Hash256.Of([.. _text.GetCurrentHash(), .. Encoding.UTF8.GetBytes(Stringify.Calls(calls))])
        : Hash256.From(_text.GetCurrentHash());

    public void Add(CompletionPiece piece)
    {
        CompletionTokens = piece.Finish?.CompletionTokens ?? piece.CompletionTokens;
        Finish = piece.Finish;
        _text.AppendData(Encoding.UTF8.GetBytes(piece.Text));
        _calls.Add(piece.ToolCalls);
    }
}
