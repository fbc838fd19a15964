using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What a client has really got of all answers to its request.</summary>
internal sealed class DeliveredAnswers(int count)
{
    private readonly DeliveredAnswer[] _answers = [.. Enumerable.Range(0, count).Select(_ => new DeliveredAnswer())];

    /// <summary>Nothing was delivered, so there is nothing to pay.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Answers that have not come to their end.</summary>
    public int Unfinished => _answers.Count(answer => answer.Finish is null);

    public int CompletionTokens => _answers.Sum(answer => answer.CompletionTokens);

    /// <summary>Of the answers that came to their end.</summary>
    public int ReasoningTokens => _answers.Sum(answer => answer.Finish?.ReasoningTokens ?? 0);

    /// <summary>Of the prompt, which all of them share.</summary>
    public int CachedTokens => _answers.FirstOrDefault(answer => answer.Finish is not null)?.Finish!.CachedTokens ?? 0;

    /// <summary>The first answer's, from which all others count up; null while it has not come to its end.</summary>
    public uint? FirstSeed => _answers[0].Finish?.Seed;

    /// <summary>The end of answers that all came to theirs: the model's own, unless one of them reached a limit.</summary>
    public CompletionEnd End =>
        Array.TrueForAll(_answers, answer => answer.Finish!.Reason is FinishReason.Stop or FinishReason.ToolCalls) ? CompletionEnd.Stop : CompletionEnd.Length;

    /// <summary>Of one answer the hash of its bytes; of several the hash of theirs, in order.</summary>
    public Hash256 OutputHash =>
        count == 1 ? _answers[0].OutputHash : Hash256.Of([.. _answers.SelectMany(answer => answer.OutputHash.Bytes.ToArray())]);

    public void Add(CompletionPiece piece)
    {
        IsEmpty = false;
        _answers[piece.Index].Add(piece);
    }
}
