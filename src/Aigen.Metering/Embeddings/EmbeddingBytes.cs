using System.Buffers.Binary;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>An embedding as bytes: 32-bit floats, the lowest byte first, which is what OpenAI's clients read.</summary>
public static class EmbeddingBytes
{
    public static byte[] Of(ReadOnlySpan<float> embedding)
    {
        var bytes = new byte[embedding.Length * sizeof(float)];
        for (var i = 0; i < embedding.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), embedding[i]);
        }

        return bytes;
    }

    /// <summary>What a receipt names as the output: SHA-256 of all embeddings, one behind the other.</summary>
    public static Hash256 Hash(IEnumerable<float[]> embeddings) => Hash256.Of([.. embeddings.SelectMany(embedding => Of(embedding))]);
}
