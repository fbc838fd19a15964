namespace Aigen.Node.Tests.Docs;

/// <summary>Files of the repository, seen from where the tests run.</summary>
internal static class DocsFile
{
    public static string Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, file);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException($"There is no {file} above the tests.");
    }
}
