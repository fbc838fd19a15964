using System.Runtime.CompilerServices;

namespace Aigen.Inference;

/// <summary>Turns the tokens of a request's answers into pieces of text, on the thread of whoever reads them.</summary>
internal sealed class AnswerReader(string modelId, Vocabulary vocabulary, GenerationRequest request)
{
    private readonly AnswerText[] _answers =
        [.. Enumerable.Range(0, request.Options.Answers).Select(index => new AnswerText(vocabulary, request, index))];

    /// <summary>The pieces as they come; the last one of each answer, and only it, has the answer's finish.</summary>
    public async IAsyncEnumerable<CompletionPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Queue is { } place) yield return new CompletionPiece("", 0, null, place);
        var running = _answers.Length;
        while (running > 0 && await request.Tokens.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (running > 0 && request.Tokens.TryRead(out var token))
            {
                if (Read(token) is not { } piece) continue;
                if (piece.Finish is not null) running--;
                yield return piece;
            }
        }
    }

    // Tokens that were computed before the model was disposed of may still wait here, and nobody can say any more what they mean.
    private CompletionPiece? Read(AnswerToken token)
    {
        try
        {
            return _answers[token.Answer].Read(token);
        }
        catch (ObjectDisposedException)
        {
            throw new EngineStoppedException(modelId);
        }
    }
}
