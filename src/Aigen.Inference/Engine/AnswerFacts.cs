using System.Diagnostics;

namespace Aigen.Inference;

/// <summary>What the engine notes down while it computes an answer. Written before the token that it is needed for.</summary>
internal sealed class AnswerFacts
{
    private long _decodeStarted;
    private volatile bool _abandoned;

    public FinishReason Reason { get; set; } = FinishReason.Stop;

    /// <summary>Whether its reader wants no more of it.</summary>
    public bool IsAbandoned
    {
        get => _abandoned;
        set => _abandoned = value;
    }

    /// <summary>Tokens of the prompt that the KV cache had.</summary>
    public int CachedTokens { get; set; }

    public TimeSpan PrefillTime { get; private set; }

    public TimeSpan DecodeTime => Stopwatch.GetElapsedTime(_decodeStarted);

    public void EndPrefill(long started)
    {
        _decodeStarted = Stopwatch.GetTimestamp();
        PrefillTime = Stopwatch.GetElapsedTime(started, _decodeStarted);
    }

    /// <summary>Takes over what is known of the prompt that another answer shares.</summary>
    public void SharePrompt(AnswerFacts other) =>
        (CachedTokens, PrefillTime, _decodeStarted) = (other.CachedTokens, other.PrefillTime, other._decodeStarted);
}
