using System.CommandLine;

namespace Aigen.Node.Commands;

/// <summary>Where the models are that have a name.</summary>
internal static class StoreOptions
{
    public static readonly Option<string?> Folder = new("--models-dir")
    {
        Description = "The folder of the models. [default: $AIGEN_MODELS, else ~/.cache/aigen/models]",
        HelpName = "DIR",
    };

    public static readonly Option<string?> ServedFolder = new("--models-dir")
    {
        Description = "A folder of models ('aigen models'), all of which are served, loaded when they are asked for. Without it only those of --model are, and ids are looked up in $AIGEN_MODELS, else ~/.cache/aigen/models.",
        HelpName = "DIR",
    };
}
