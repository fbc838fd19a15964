using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary>One run of a command on a ledger's folder.</summary>
internal sealed class LedgerRun(ParseResult arguments, ClientWorld world, CancellationToken cancelled)
{
    private ChainSpec? _spec;

    public ClientWorld World => world;

    public CancellationToken Cancelled => cancelled;

    /// <summary>Results, and nothing else.</summary>
    public TextWriter Output => arguments.InvocationConfiguration.Output;

    public TextWriter Error => arguments.InvocationConfiguration.Error;

    public ChainSpec Spec => _spec ??= Genesis.Load(Get(LedgerOptions.GenesisFile));

    public string DataDir => Path.GetFullPath(Get(LedgerOptions.DataDir) ?? DataFolder.DefaultOf(Spec.Network));

    public T? Get<T>(Option<T> option) => arguments.GetValue(option);

    public T Get<T>(Argument<T> argument) => arguments.GetValue(argument)!;

    public void Print(JsonObject result)
    {
        var element = JsonText.ToElement(result);
        if (Get(ClientOptions.Json))
        {
            Output.WriteLine(JsonText.Pretty(element));
        }
        else
        {
            Outline.Write(Output, element);
        }
    }

    /// <summary>Does something with the ledger as it is now; a node may go on with it meanwhile.</summary>
    public T Read<T>(Func<LedgerFolder, T> use)
    {
        using var folder = LedgerFolder.OpenForReading(DataDir, Spec);
        return LedgerFaults.Explained(DataDir, () => use(folder));
    }

    /// <summary>Does something to the ledger, which nobody else has open.</summary>
    public T Change<T>(Func<LedgerFolder, T> use)
    {
        using var folder = LedgerFolder.OpenForWriting(DataDir, Spec);
        return LedgerFaults.Explained(DataDir, () => use(folder));
    }
}
