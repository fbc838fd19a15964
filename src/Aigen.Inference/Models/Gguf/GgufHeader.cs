namespace Aigen.Inference;

/// <summary>
/// The header of a model file, read by code of our own before llama.cpp sees the file: every length, count, type and offset in it was
/// compared with the file. What it says of the model decides whether it fits into memory.
/// </summary>
public sealed class GgufHeader
{
    // Magic, version, number of tensors, number of metadata entries.
    private const int FirstBytes = 24;
    private readonly GgufMetadata _metadata;

    private GgufHeader(GgufReader reader)
    {
        CheckMagic(reader);
        Version = reader.UInt32("the version");
        if (Version is not (2 or 3)) throw new GgufException($"it is a GGUF file of version {Version}, and 2 and 3 are known");
        var tensors = Count(reader, "tensors", GgufLimits.Tensors);
        var entries = Count(reader, "metadata entries", GgufLimits.Entries);
        _metadata = GgufMetadata.Read(reader, entries);
        var all = GgufTensors.Read(reader, tensors, _metadata.Alignment());
        WeightBytes = all.Sum(tensor => tensor.Bytes);
        ParameterCount = all.Sum(tensor => tensor.Elements);
        Architecture = _metadata.Text("general.architecture") ?? throw new GgufException("it does not say its architecture (general.architecture)");
        CheckKind(all.Count);
        FileType = (int?)_metadata.Number("general.file_type", 0, 65535);
        (ContextLength, Layers, Heads) = (Fact("context_length", 1 << 30), Fact("block_count", 4096), Fact("attention.head_count", 65536));
        (Embedding, FeedForward) = (Fact("embedding_length", 1 << 20), Fact("feed_forward_length", 1 << 24));
        KeyValueHeads = Fact("attention.head_count_kv", 65536) is > 0 and var heads ? heads : Heads;
        var head = Heads > 0 ? Embedding / Heads : 0;
        KeyLength = Fact("attention.key_length", 65536) is > 0 and var key ? key : head;
        ValueLength = Fact("attention.value_length", 65536) is > 0 and var value ? value : head;
    }

    /// <summary>2 or 3.</summary>
    public uint Version { get; }

    /// <summary>E.g. "llama".</summary>
    public string Architecture { get; }

    /// <summary>The name that its maker gave it, or null.</summary>
    public string? Name => _metadata.Text("general.name");

    /// <summary>Tokens of context that it was trained for; 0 where it does not say.</summary>
    public int ContextLength { get; }

    public int Layers { get; }

    public int Heads { get; }

    public int KeyValueHeads { get; }

    public int Embedding { get; }

    public int FeedForward { get; }

    /// <summary>Numbers of a key of one head.</summary>
    public int KeyLength { get; }

    /// <summary>Numbers of a value of one head.</summary>
    public int ValueLength { get; }

    /// <summary>Numbers of an embedding.</summary>
    public int EmbeddingLength => Fact("embedding_length_out", 1 << 20) is > 0 and var length ? length : Embedding;

    /// <summary>The number of llama.h's enum llama_pooling_type, or null.</summary>
    public int? PoolingType => (int?)_metadata.Number($"{Architecture}.pooling_type", 0, 65535);

    /// <summary>Whether no token sees those after it.</summary>
    public bool IsCausal => _metadata.Number($"{Architecture}.attention.causal") is not 0;

    public int VocabularySize => (int)Math.Min(int.MaxValue, _metadata.Count("tokenizer.ggml.tokens") ?? 0);

    /// <summary>The number of llama.h's enum llama_ftype, or null.</summary>
    public int? FileType { get; }

    public bool HasChatTemplate => ChatTemplate is not null;

    /// <summary>How messages become a prompt, in Jinja; null where the file does not say.</summary>
    public string? ChatTemplate => _metadata.Text("tokenizer.chat_template");

    /// <summary>The same for chats with tools, which some files have beside it; or null.</summary>
    public string? ToolTemplate => _metadata.Text("tokenizer.chat_template.tool_use");

    /// <summary>Number of weights.</summary>
    public long ParameterCount { get; }

    /// <summary>What they take.</summary>
    public long WeightBytes { get; }

    /// <exception cref="ModelLoadException">There is no such file, or it is none that llama.cpp should see.</exception>
    public static GgufHeader Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException(path, "no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GgufException)
        {
            throw new ModelLoadException(path, exception.Message);
        }
    }

    /// <exception cref="GgufException">What is wrong with it.</exception>
    internal static GgufHeader Read(Stream file) => file.Length < FirstBytes
        ? throw new GgufException($"it has {file.Length} bytes, fewer than the header of a GGUF file")
        : new GgufHeader(new GgufReader(file));

    private static void CheckMagic(GgufReader reader)
    {
        var magic = reader.Take(4, "the magic");
        if (!magic.SequenceEqual("GGUF"u8)) throw new GgufException($"it is not a GGUF file (it starts with {Convert.ToHexString(magic)}, not 47475546)");
    }

    private static ulong Count(GgufReader reader, string what, int limit)
    {
        var place = reader.Position;
        var count = reader.UInt64($"the number of {what}");
        return count <= (ulong)limit ? count : throw new GgufException($"it says at byte {place} that it has {count} {what}, allowed {limit}");
    }

    private void CheckKind(int tensors)
    {
        if (tensors == 0) throw new GgufException("it has no tensors");
        if (VocabularySize == 0) throw new GgufException("it has no vocabulary (tokenizer.ggml.tokens)");

        // A receipt names one file by its SHA-256.
        if (_metadata.Number("split.count") is > 1 and var parts)
            throw new GgufException($"it is one of {parts} parts of a model: join them with llama-gguf-split --merge");
    }

    private int Fact(string name, int most) => (int)(_metadata.Number($"{Architecture}.{name}", 0, most) ?? 0);
}
