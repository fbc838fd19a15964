using System.CommandLine;

namespace Aigen.Node.Commands;

/// <summary>The options that say which ledger.</summary>
internal static class LedgerOptions
{
    public static readonly Option<string?> DataDir = new("--data-dir")
    {
        Description = "The data folder of the node. [default: ~/.aigen/NETWORK]",
        HelpName = "DIR",
    };

    public static readonly Option<string?> GenesisFile = new("--genesis")
    {
        Description = "The network's genesis file. [default: the development network's]",
        HelpName = "FILE",
    };
}
