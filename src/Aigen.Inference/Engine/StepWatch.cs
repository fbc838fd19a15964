using System.Diagnostics;

namespace Aigen.Inference;

/// <summary>Notices a step that does not end: a native call that hangs cannot be stopped, but it can be told.</summary>
internal sealed class StepWatch(TimeSpan patience)
{
    private const long None = 0;

    private long _started = None;

    public void Begin() => Volatile.Write(ref _started, Stopwatch.GetTimestamp());

    public void End() => Volatile.Write(ref _started, None);

    /// <summary>What is wrong; null while steps end in time.</summary>
    public string? Problem(string modelId)
    {
        var started = Volatile.Read(ref _started);
        if (started == None || Stopwatch.GetElapsedTime(started) is var taken && taken < patience) return null;
        return $"model {modelId}: a step has run for {taken.TotalSeconds:F0} s, and should end within {patience.TotalSeconds:F0} s";
    }
}
