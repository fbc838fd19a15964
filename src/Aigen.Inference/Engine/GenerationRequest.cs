using System.Threading.Channels;

namespace Aigen.Inference;

/// <summary>A request on its way through the engine, and the pieces of its answer on their way back.</summary>
internal sealed class GenerationRequest(PreparedPrompt prompt, GenerationOptions options, CancellationToken cancellationToken)
{
    // Unbounded, so that a slow reader never holds up the engine; MaxTokens bounds what it can hold.
    private readonly Channel<CompletionPiece> _pieces =
        Channel.CreateUnbounded<CompletionPiece>(new UnboundedChannelOptions { SingleReader = true });

    private volatile bool _abandoned;

    public int[] Prompt { get; } = [.. prompt.Tokens];

    public GenerationOptions Options { get; } = options;

    public ChannelReader<CompletionPiece> Pieces => _pieces.Reader;

    /// <summary>Whether nobody waits for the answer any more.</summary>
    public bool IsCancelled => _abandoned || cancellationToken.IsCancellationRequested;

    public void Abandon() => _abandoned = true;

    public void Write(CompletionPiece piece)
    {
        _pieces.Writer.TryWrite(piece);
        if (piece.Finish is not null) _pieces.Writer.TryComplete();
    }

    public void Fail(Exception reason) => _pieces.Writer.TryComplete(reason);
}
