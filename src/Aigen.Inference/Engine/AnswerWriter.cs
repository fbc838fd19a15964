namespace Aigen.Inference;

/// <summary>Turns the tokens of an answer into pieces of text.</summary>
internal sealed class AnswerWriter(Vocabulary vocabulary, GenerationRequest request)
{
    private readonly TextAssembler _text = new();
    private readonly StopScanner _stops = new(request.Options.Stop);

    // Longer than the tokens of common vocabularies; Add makes room where one is longer still.
    private byte[] _bytes = new byte[256];

    /// <summary>Tokens added so far.</summary>
    public int Tokens { get; private set; }

    /// <summary>Adds a token, gives out the text that is whole, and says whether a stop string was met.</summary>
    public bool Add(int token)
    {
        Tokens++;
        var length = vocabulary.Detokenize(token, _bytes);
        if (length < 0) length = vocabulary.Detokenize(token, _bytes = new byte[-length]);

        var piece = _stops.Append(_text.Append(_bytes.AsSpan(0, length)));
        // The last piece carries what it still holds, whether that is text or not.
        if (piece.Length > 0) request.Write(new CompletionPiece(piece, Tokens, null));
        return _stops.Stopped;
    }

    /// <summary>Gives out what was held back, with the finish.</summary>
    public void End(CompletionFinish finish)
    {
        var rest = _stops.Append(_text.Flush()) + _stops.Flush();
        request.Write(new CompletionPiece(rest, Tokens, finish));
    }
}
