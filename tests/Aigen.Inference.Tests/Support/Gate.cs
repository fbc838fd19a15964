using System.Collections;

namespace Aigen.Inference.Tests.Support;

/// <summary>
/// A list of stop strings that the engine looks through after each token, and that halts it there until it is opened: so a test
/// knows what the engine does while it looks at something else.
/// </summary>
internal sealed class Gate(int haltAtToken = 1) : IReadOnlyList<string>, IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _looks;

    /// <summary>Ends when the engine halts at the gate.</summary>
    public Task Halted => _halted.Task;

    /// <summary>Tokens that the engine has computed for the request.</summary>
    public int Tokens => _looks / LooksPerToken;

    public int Count => 1;

    public string this[int index] => "a text that no answer has";

    // StopScanner looks for a whole stop string, then for the beginning of one.
    private static int LooksPerToken => 2;

    private static bool IsEngine => Thread.CurrentThread.Name?.StartsWith("inference-", StringComparison.Ordinal) == true;

    public void Open() => _open.Set();

    public IEnumerator<string> GetEnumerator()
    {
        if (IsEngine && ++_looks == haltAtToken * LooksPerToken)
        {
            _halted.TrySetResult();
            _open.Wait();
        }

        yield return this[0];
    }

    public void Dispose() => _open.Dispose();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
