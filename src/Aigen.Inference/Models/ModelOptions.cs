namespace Aigen.Inference;

/// <summary>Which model to load and how to run it.</summary>
public sealed record ModelOptions
{
    /// <summary>What <see cref="Parallel"/> is at most where it is 0.</summary>
    public const int MostParallel = 16;

    /// <summary>More layers than any model has.</summary>
    public const int AllLayers = 10_000;

    /// <summary>The GGUF file.</summary>
    public required string Path { get; init; }

    /// <summary>The name by which requests ask for it; null is the file's name without ".gguf".</summary>
    public string? Id { get; init; }

    /// <summary>Tokens of context, 1 to 1,048,576; 0 is what the model was trained for, up to <see cref="MaxContextLength"/>.</summary>
    public int ContextLength { get; init; }

    /// <summary>The most tokens of context when <see cref="ContextLength"/> is 0, 1 to 1,048,576: the KV cache grows with it.</summary>
    public int MaxContextLength { get; init; } = 8192;

    /// <summary>Threads that compute, 1 to 512; 0 is one for each physical core, but one for a model below 50 M parameters.</summary>
    public int Threads { get; init; }

    /// <summary>Layers to put on a GPU, 0 to <see cref="AllLayers"/>; without a GPU that can be used the number has no effect.</summary>
    public int GpuLayers { get; init; } = AllLayers;

    /// <summary>Requests that may wait, 1 to 100,000.</summary>
    public int QueueLimit { get; init; } = 64;

    /// <summary>
    /// Answers computed at the same time, 1 to 256; 0 is as many as <see cref="KvBytes"/> has room for, up to <see cref="MostParallel"/>.
    /// Each has room for a whole context, so that none is ever refused half-way.
    /// </summary>
    public int Parallel { get; init; }

    /// <summary>Bytes for the KV cache where <see cref="Parallel"/> is 0, 1 MiB to 1 TiB; one context is made also where it is less.</summary>
    public long KvBytes { get; init; } = 1L << 30;

    /// <summary>How the keys of the KV cache are stored.</summary>
    public KvType KeyType { get; init; }

    /// <summary>How the values of the KV cache are stored; other than as 16 bits only with flash attention.</summary>
    public KvType ValueType { get; init; }

    /// <summary>Whether flash attention is used.</summary>
    public FlashAttention FlashAttention { get; init; } = FlashAttention.Auto;

    /// <summary>The most tokens computed in one step, 32 to 8,192, when no answer is being written.</summary>
    public int BatchTokens { get; init; } = 512;

    /// <summary>Tokens in a batch of a pinned prompt, and of a prompt beside answers until the engine knows its pace, 16 to 4,096.</summary>
    public int PrefillChunk { get; init; } = 64;

    /// <summary>
    /// How long answers that are being written take for a token, 10 ms to 1 minute, while other prompts are computed beside them: longer
    /// where the model is so slow that hardly any prompt would be. 400 ms is what 64 tokens and 16 answers take a CPU that computes 200 a second.
    /// </summary>
    public TimeSpan TokenPause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// The same where answers have just begun, and prompts that came before their first tokens are still to be computed, 10 ms to 1 minute:
    /// so those who come together get their first tokens soon.
    /// </summary>
    public TimeSpan BurstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a step may take before health tells of it, 1 second to 1 hour.</summary>
    public TimeSpan StepPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The id that requests use.</summary>
    public string EffectiveId => Id ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Every option that is outside its range; empty when all is well.</summary>
    public static IReadOnlyList<OptionFault> Validate(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionFault?[] faults =
        [
            string.IsNullOrWhiteSpace(options.Path) ? new OptionFault(nameof(Path), "empty", "a GGUF file") : null,
            string.IsNullOrWhiteSpace(options.EffectiveId) ? new OptionFault(nameof(Id), "empty", "a name") : null,
            OptionFault.OutOfRange(nameof(ContextLength), options.ContextLength, 0, 1 << 20),
            OptionFault.OutOfRange(nameof(MaxContextLength), options.MaxContextLength, 1, 1 << 20),
            OptionFault.OutOfRange(nameof(Threads), options.Threads, 0, 512),
            OptionFault.OutOfRange(nameof(GpuLayers), options.GpuLayers, 0, AllLayers),
            OptionFault.OutOfRange(nameof(QueueLimit), options.QueueLimit, 1, 100000),
            OptionFault.OutOfRange(nameof(Parallel), options.Parallel, 0, 256),
            OptionFault.OutOfRange(nameof(KvBytes), options.KvBytes, 1 << 20, 1L << 40),
            OptionFault.OutOfRange(nameof(KeyType), (int)options.KeyType, (int)KvType.F16, (int)KvType.Q4_0),
            OptionFault.OutOfRange(nameof(ValueType), (int)options.ValueType, (int)KvType.F16, (int)KvType.Q4_0),
            OptionFault.OutOfRange(nameof(FlashAttention), (int)options.FlashAttention, (int)FlashAttention.Auto, (int)FlashAttention.On),
            options is { FlashAttention: FlashAttention.Off, ValueType: not KvType.F16 }
                ? new OptionFault(nameof(ValueType), options.ValueType.ToString(), "F16 where flash attention is off") : null,
            OptionFault.OutOfRange(nameof(BatchTokens), options.BatchTokens, 32, 8192),
            OptionFault.OutOfRange(nameof(StepPatience), options.StepPatience.TotalSeconds, 1, 3600),
            OptionFault.OutOfRange(nameof(PrefillChunk), options.PrefillChunk, 16, 4096),
            OptionFault.OutOfRange(nameof(TokenPause), options.TokenPause.TotalSeconds, 0.01, 60),
            OptionFault.OutOfRange(nameof(BurstPause), options.BurstPause.TotalSeconds, 0.01, 60),
        ];
        return [.. faults.OfType<OptionFault>()];
    }
}
