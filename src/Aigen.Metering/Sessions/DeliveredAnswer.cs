using System.Security.Cryptography;
using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What a client has really got of one answer.</summary>
internal sealed class DeliveredAnswer
{
    private readonly IncrementalHash _output = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public int CompletionTokens { get; private set; }

    public CompletionFinish? Finish { get; private set; }

    public Hash256 OutputHash => Hash256.From(_output.GetCurrentHash());

    public void Add(CompletionPiece piece)
    {
        CompletionTokens = piece.Finish?.CompletionTokens ?? piece.CompletionTokens;
        Finish = piece.Finish;
        _output.AppendData(Encoding.UTF8.GetBytes(piece.Text));
    }
}
