namespace Aigen.Inference;

/// <summary>The first look at a model file, before llama.cpp reads it.</summary>
internal static class GgufFile
{
    // Magic, version, number of tensors, number of metadata entries.
    private const int HeaderLength = 24;

    /// <summary>Why the file is no GGUF file, or null when its first bytes are those of one.</summary>
    public static string? FindFault(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length < HeaderLength) return $"it has {file.Length} bytes, fewer than the header of a GGUF file";

            Span<byte> magic = stackalloc byte[4];
            file.ReadExactly(magic);
            return magic.SequenceEqual("GGUF"u8)
                ? null
                : $"it is not a GGUF file (it starts with {Convert.ToHexString(magic)}, not 47475546)";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "no such file";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
