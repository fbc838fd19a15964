namespace Aigen.Inference;

/// <summary>What the KV cache of a model takes.</summary>
internal static class KvSize
{
    // llama.cpp rounds the length of a sequence up to a multiple of it.
    private const int Step = 256;

    /// <summary>The number of ggml.h's enum ggml_type.</summary>
    public static int Number(this KvType type) => type switch
    {
        KvType.Q8_0 => 8,
        KvType.Q4_0 => 2,
        _ => 1,
    };

    /// <summary>Bytes for each token of each sequence.</summary>
    public static long BytesPerToken(GgufHeader model, ModelOptions options)
    {
        var heads = (long)model.Layers * model.KeyValueHeads;
        return Bytes(heads * model.KeyLength, options.KeyType) + Bytes(heads * model.ValueLength, options.ValueType);
    }

    /// <summary>Bytes for a sequence of so many tokens.</summary>
    public static long BytesPerSequence(GgufHeader model, ModelOptions options, int contextLength) =>
        BytesPerToken(model, options) * ((contextLength + Step - 1) / Step * Step);

    private static long Bytes(long numbers, KvType type)
    {
        var stored = GgufTensorType.Find((uint)type.Number())!.Value;
        return numbers * stored.BlockBytes / stored.BlockElements;
    }
}
