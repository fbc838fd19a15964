using System.Runtime.InteropServices;

namespace Aigen.Node.Client;

/// <summary>What the client commands find around them; tests bring their own.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="IsInteractive">A person types the input, so a prompt is shown for it.</param>
internal sealed record ClientWorld(TextReader Input, bool IsInteractive, TimeProvider Time)
{
    /// <summary>
    /// Takes Ctrl-C until what it returns is disposed of. The handler says whether it dealt with it; where not, the program ends as usual.
    /// </summary>
    public Func<Func<bool>, IDisposable> CatchInterrupts { get; init; } = FromProcess;

    public static ClientWorld OfProcess() => new(Console.In, !Console.IsInputRedirected, TimeProvider.System);

    private static IDisposable FromProcess(Func<bool> handle) =>
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = handle());
}
