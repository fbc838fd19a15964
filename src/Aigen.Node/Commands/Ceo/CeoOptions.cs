using System.CommandLine;

namespace Aigen.Node.Commands;

/// <summary>Options that more than one command of the CEO has.</summary>
internal static class CeoOptions
{
    public static readonly Option<uint> Magic = Values.Required(
        "--magic", "The network's magic number ('aigen chain info' has it as network_magic).", 0U, uint.MaxValue);

    public static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why, for everybody to read; at most 1024 characters.",
        HelpName = "TEXT",
        Required = true,
    };

    public static readonly Option<long?> Timestamp = Values.Optional(
        "--timestamp", "Unix seconds of signing; a node takes the last 5 minutes. [default: now]", 0L, long.MaxValue);
}
