namespace Aigen.Inference;

/// <summary>A model file as it lay there when its header was read.</summary>
/// <param name="Path">Where.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Header">What it says of the model.</param>
public sealed record ModelFile(string Path, long Size, DateTime Written, GgufHeader Header)
{
    /// <summary>Reads the header.</summary>
    /// <exception cref="ModelLoadException">It is no model file.</exception>
    public static ModelFile Read(string path)
    {
        var info = new FileInfo(path);
        var header = GgufHeader.Read(path);
        return new ModelFile(path, info.Length, info.LastWriteTimeUtc, header);
    }

    /// <summary>Whether it still is the file that was read, as far as size and time tell.</summary>
    public bool IsUnchanged()
    {
        var info = new FileInfo(Path);
        return info.Exists && info.Length == Size && info.LastWriteTimeUtc == Written;
    }
}
