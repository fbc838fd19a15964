using System.Security.Cryptography;
using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What a client has really got of an answer.</summary>
internal sealed class DeliveredAnswer
{
    private readonly IncrementalHash _output = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Nothing was delivered, so there is nothing to pay.</summary>
    public bool IsEmpty { get; private set; } = true;

    public int CompletionTokens { get; private set; }

    public CompletionFinish? Finish { get; private set; }

    public Hash256 OutputHash => Hash256.From(_output.GetCurrentHash());

    public void Add(CompletionPiece piece)
    {
        IsEmpty = false;
        CompletionTokens = piece.Finish?.CompletionTokens ?? piece.CompletionTokens;
        Finish = piece.Finish;
        _output.AppendData(Encoding.UTF8.GetBytes(piece.Text));
    }
}
