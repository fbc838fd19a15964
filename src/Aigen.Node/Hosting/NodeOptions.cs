namespace Aigen.Node.Hosting;

/// <summary>How to run a node.</summary>
public sealed record NodeOptions
{
    public const string DefaultListen = "http://127.0.0.1:9944";

    /// <summary>The genesis file; null for the development network's own.</summary>
    public string? GenesisFile { get; init; }

    /// <summary>Where the chain is kept; null for the user's default folder, see <see cref="DataFolder"/>.</summary>
    public string? DataDir { get; init; }

    /// <summary>Keep the chain in a temporary folder and delete it at the end, where no folder is named.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Address and port to listen on; port 0 takes any free one.</summary>
    public string Listen { get; init; } = DefaultListen;

    /// <summary>The models to load; the first is the default model. Empty for the embedded one.</summary>
    public IReadOnlyList<ModelChoice> Models { get; init; } = [];

    /// <summary>The key file of the producer; null on a development network, whose producer everybody knows.</summary>
    public string? ProducerKeyFile { get; init; }
}
