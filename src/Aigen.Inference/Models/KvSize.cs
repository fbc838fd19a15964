using System.Globalization;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>What the KV cache of a model takes.</summary>
internal static class KvSize
{
    // Keys and values, as 16-bit floats.
    private const int BytesPerValue = 2;

    /// <summary>Bytes for each token of each sequence.</summary>
    public static long BytesPerToken(ModelHandle model)
    {
        var head = Math.Max(1, Llama.ModelNEmbd(model) / Math.Max(1, Llama.ModelNHead(model)));
        var architecture = ModelFacts.Metadata(model, "general.architecture");
        var key = Length(model, $"{architecture}.attention.key_length", head);
        var value = Length(model, $"{architecture}.attention.value_length", head);
        return (long)Llama.ModelNLayer(model) * Llama.ModelNHeadKv(model) * (key + value) * BytesPerValue;
    }

    private static int Length(ModelHandle model, string key, int otherwise) =>
        int.TryParse(ModelFacts.Metadata(model, key), CultureInfo.InvariantCulture, out var length) && length > 0 ? length : otherwise;
}
