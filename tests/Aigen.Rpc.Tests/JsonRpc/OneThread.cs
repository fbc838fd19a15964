namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>Runs asynchronous code on the calling thread alone, also what it leaves for later, so that what it allocates can be counted.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public static T Run<T>(Func<Task<T>> work)
    {
        var (before, thread) = (Current, new OneThread());
        SetSynchronizationContext(thread);
        try
        {
            var running = work();
            while (!running.IsCompleted)
            {
                var (callback, state) = thread._posted.Dequeue();
                callback(state);
            }

            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));
}
