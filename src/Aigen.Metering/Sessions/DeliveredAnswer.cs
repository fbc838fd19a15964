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
    private IncrementalHash? _reasoning;

    public int CompletionTokens { get; private set; }

    public CompletionFinish? Finish { get; private set; }

    /// <summary>
    /// Of its text; where it has reasoning, of the hashes of that and of the text; where it calls functions, of the hash so far and of what is called.
    /// </summary>
    public Hash256 OutputHash => _calls.Calls is { Count: > 0 } calls
        ? Hash256.Of([.. Said, .. Encoding.UTF8.GetBytes(Stringify.Calls(calls))])
        : Hash256.From(Said);

    private byte[] Said => _reasoning is null ? _text.GetCurrentHash() : SHA256.HashData([.. _reasoning.GetCurrentHash(), .. _text.GetCurrentHash()]);

    public void Add(CompletionPiece piece)
    {
        CompletionTokens = piece.Finish?.CompletionTokens ?? piece.CompletionTokens;
        Finish = piece.Finish;
        if (piece.Reasoning.Length > 0)
        {
            _reasoning ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _reasoning.AppendData(Encoding.UTF8.GetBytes(piece.Reasoning));
        }

        _text.AppendData(Encoding.UTF8.GetBytes(piece.Text));
        _calls.Add(piece.ToolCalls);
    }
}
