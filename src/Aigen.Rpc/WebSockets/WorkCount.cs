namespace Aigen.Rpc.WebSockets;

/// <summary>Counts what is under way, and tells when the last of it has finished.</summary>
internal sealed class WorkCount
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the owner, which goes when the owner starts to wait.
    private int _count = 1;

    public void Begin() => Interlocked.Increment(ref _count);

    public void Finish()
    {
        if (Interlocked.Decrement(ref _count) == 0) _done.TrySetResult();
    }

    /// <summary>To be called once, when nothing more begins.</summary>
    public Task WhenDone()
    {
        Finish();
        return _done.Task;
    }
}
