using Aigen.Inference;

namespace Aigen.Node.Hosting;

/// <summary>How to run a model, as far as the command line says it; 0 leaves the decision to the model.</summary>
public sealed record RunSettings
{
    public int GpuLayers { get; init; } = ModelOptions.AllLayers;

    public int Threads { get; init; }

    public int ContextLength { get; init; }

    public int Parallel { get; init; }

    public KvTypes KvTypes { get; init; }

    public FlashAttention FlashAttention { get; init; } = FlashAttention.Auto;

    public static bool TryParseFlash(string text, out FlashAttention value) =>
        Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text[0]);

    public ModelOptions Apply(ModelOptions options) => options with
    {
        GpuLayers = GpuLayers,
        Threads = Threads,
        ContextLength = ContextLength,
        Parallel = Parallel,
        KeyType = KvTypes.Keys,
        ValueType = KvTypes.Values,
        FlashAttention = FlashAttention,
    };
}
