namespace Aigen.Node.Hosting;

/// <summary>
/// Has .NET run what waits for a socket on the thread that hears of it, one for each processor, which saves a request the change to a thread
/// of the pool (ADR 28). What takes its time leaves these threads: others' requests wait behind it.
/// </summary>
internal static class SocketThreads
{
    // .NET looks at it once, before the first socket. There is no other way to say it.
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Before the first socket of the process. Where the environment says something already, that counts.</summary>
    public static void RunInline()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null)
        {
            Environment.SetEnvironmentVariable(Setting, "1");
        }
    }
}
