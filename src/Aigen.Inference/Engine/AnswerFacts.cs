using System.Diagnostics;

namespace Aigen.Inference;

/// <summary>What the engine notes down while it computes an answer. Written before the token that it is needed for.</summary>
internal sealed class AnswerFacts
{
    private long _decodeStarted;

    public FinishReason Reason { get; set; } = FinishReason.Stop;

    /// <summary>Tokens of the prompt that the KV cache had.</summary>
    public int CachedTokens { get; set; }

    public uint Seed { get; set; }

    public TimeSpan PrefillTime { get; private set; }

    public TimeSpan DecodeTime => Stopwatch.GetElapsedTime(_decodeStarted);

    public void EndPrefill(long started)
    {
        _decodeStarted = Stopwatch.GetTimestamp();
        PrefillTime = Stopwatch.GetElapsedTime(started, _decodeStarted);
    }
}
