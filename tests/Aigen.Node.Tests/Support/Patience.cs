namespace Aigen.Node.Tests.Support;

/// <summary>How long a test waits for a signal before it fails: far longer than a busy machine needs, never for ever.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static async Task<T> Soon<T>(this ValueTask<T> task) => await task.AsTask().WaitAsync(Limit);
}
