namespace Aigen.Node.Hosting;

/// <summary>A file, or a folder, that has its name only once it is whole and on the disk.</summary>
internal static class FinishedFile
{
    private const string Suffix = ".partial";

    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        RequireNew(path);
        var partial = path + Suffix;
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>A folder is filled under another name, that of an earlier try being cleared away, and named in the end.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static void Fill(string path, Action<string> fill)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        RequireNew(path);
        var partial = path + Suffix;
        Clear(partial);
        Directory.CreateDirectory(partial);
        try
        {
            fill(partial);
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }

            Directory.Move(partial, path);
        }
        catch
        {
            Clear(partial);
            throw;
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RequireNew(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new IOException($"{path} is there already");
        }
    }
}
