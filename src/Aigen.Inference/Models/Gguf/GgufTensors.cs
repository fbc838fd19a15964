namespace Aigen.Inference;

/// <summary>The tensors of a header, checked against the file that must hold them.</summary>
internal static class GgufTensors
{
    public static List<GgufTensor> Read(GgufReader reader, ulong count, uint alignment)
    {
        var tensors = new List<GgufTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0ul; i < count; i++)
        {
            var place = reader.Position;
            var name = reader.String($"the name of tensor {i}", GgufLimits.TensorNameBytes);
            if (!names.Add(name)) throw new GgufException($"tensor {i} at byte {place}: there are two with the name {name}");
            tensors.Add(Tensor(reader, name));
        }

        CheckLayout(tensors, Padded(reader.Position, alignment), reader.Length, alignment);
        return tensors;
    }

    private static GgufTensor Tensor(GgufReader reader, string name)
    {
        var place = reader.Position;
        var dimensions = Dimensions(reader, name);
        var number = reader.UInt32(name);
        var offset = reader.UInt64(name);
        if (GgufTensorType.Find(number) is not { } type)
            throw new GgufException($"tensor {name} at byte {place} has the type {number}, which there is not");
        if (dimensions[0] % (ulong)type.BlockElements != 0)
            throw new GgufException($"tensor {name} at byte {place} has rows of {dimensions[0]} numbers, no multiple of the {type.BlockElements} of a block");

        // What has more numbers than 256 for each byte of the file is longer than the file, whatever its type.
        var elements = (UInt128)1;
        foreach (var dimension in dimensions)
        {
            elements *= dimension;
            if (elements > (UInt128)reader.Length * 256) throw new GgufException($"tensor {name} at byte {place} has more numbers than the file has room for: {Shape(dimensions)}");
        }

        var bytes = (ulong)elements / (ulong)type.BlockElements * (ulong)type.BlockBytes;
        if (offset > (ulong)reader.Length || bytes > (ulong)reader.Length - offset)
            throw new GgufException($"tensor {name} at byte {place} has {bytes} bytes from {offset} of the data on, and the file has {reader.Length}");
        return new GgufTensor(name, (long)elements, (long)offset, (long)bytes);
    }

    private static ulong[] Dimensions(GgufReader reader, string name)
    {
        var place = reader.Position;
        var count = reader.UInt32(name);
        if (count is 0 or > GgufLimits.Dimensions)
            throw new GgufException($"tensor {name} at byte {place} has {count} dimensions, allowed 1 to {GgufLimits.Dimensions}");

        var dimensions = new ulong[count];
        for (var i = 0; i < dimensions.Length; i++) dimensions[i] = reader.UInt64(name);
        return dimensions.Contains(0ul) ? throw new GgufException($"tensor {name} at byte {place} is empty: {Shape(dimensions)}") : dimensions;
    }

    // Each begins where the one before it ends, rounded up: so they neither overlap nor leave a hole, as llama.cpp also wants it.
    private static void CheckLayout(List<GgufTensor> tensors, long data, long length, uint alignment)
    {
        var expected = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Offset != expected)
                throw new GgufException($"tensor {tensor.Name} begins at {tensor.Offset} of the data, and the one before it ends at {expected}, rounded up to {alignment}");
            if (tensor.Bytes > length - data - tensor.Offset)
                throw new GgufException(
                    $"it is cut off: tensor {tensor.Name} ends at byte {data + tensor.Offset + tensor.Bytes}, and the file has {length}");
            expected = Padded(tensor.Offset + tensor.Bytes, alignment);
        }
    }

    private static long Padded(long position, uint alignment) => (position + alignment - 1) / alignment * alignment;

    private static string Shape(ulong[] dimensions) => string.Join(" x ", dimensions);
}
