using Aigen.Chain;

namespace Aigen.Node.Hosting;

/// <summary>A model to load, as the command line names it: <c>FILE-OR-ID[,id=NAME][,tier=TIER]</c>.</summary>
/// <param name="FileOrId">A GGUF file, or the id of the embedded model.</param>
/// <param name="Id">The id that requests use; null for the file's name.</param>
/// <param name="MinimumTier">The lowest tier whose quota may be spent on it.</param>
public sealed record ModelChoice(string FileOrId, string? Id, Tier MinimumTier)
{
    public const string EmbeddedId = "aigen-tiny";
    private const string EmbeddedFile = "aigen-tiny-q8_0.gguf";

    public static ModelChoice Embedded { get; } = new(EmbeddedId, null, Tier.Free);

    private static string EmbeddedPath => Path.Combine(AppContext.BaseDirectory, "models", EmbeddedFile);

    /// <exception cref="FormatException">A setting is unknown or wrong; the message says which are known.</exception>
    public static ModelChoice Parse(string text)
    {
        var parts = text.Split(',');
        var choice = new ModelChoice(parts[0], null, Tier.Free);
        foreach (var part in parts.Skip(1))
        {
            choice = part.Split('=', 2) switch
            {
                ["id", { Length: > 0 } id] => choice with { Id = id },
                ["tier", var name] when TierNames.TryParse(name, out var tier) => choice with { MinimumTier = tier },
                _ => throw new FormatException($"'{part}' in --model {text}: known are id=NAME and tier=free|basic|pro|unlimited"),
            };
        }

        return choice;
    }

    /// <summary>The file and the id that requests use.</summary>
    /// <exception cref="NodeStartException">There is neither such a file nor such a model.</exception>
    public (string Path, string Id) Resolve()
    {
        if (File.Exists(FileOrId))
        {
            var isEmbedded = Path.GetFileName(FileOrId) == EmbeddedFile;
            return (FileOrId, Id ?? (isEmbedded ? EmbeddedId : Path.GetFileNameWithoutExtension(FileOrId)));
        }

        return FileOrId == EmbeddedId
            ? (EmbeddedPath, Id ?? EmbeddedId)
            : throw new NodeStartException($"--model {FileOrId}: there is no such file, and the only model known by name is {EmbeddedId}");
    }
}
