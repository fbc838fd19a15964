namespace Aigen.Node.Hosting;

/// <summary>The node cannot start; the message tells the operator what to change.</summary>
/// <param name="exitCode">1, or <see cref="LedgerFaults.DamagedExitCode"/> where a start is of no use before somebody has done something.</param>
public sealed class NodeStartException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
