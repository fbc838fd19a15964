using System.Text.RegularExpressions;

namespace Aigen.Inference.Native;

/// <summary>Finds the folder that holds the llama.cpp libraries, and the files in it whatever their version.</summary>
internal static partial class LlamaFolder
{
    public const string EnvironmentVariable = "AIGEN_LLAMA_DIR";

    // Where npm installs the package that native/package.json pins.
    private const string NpmFolder = "native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64";

    /// <summary>
    /// The folder in <c>AIGEN_LLAMA_DIR</c>, else <c>llama/</c> beside the program, else the npm package of a checkout above it.
    /// </summary>
    /// <exception cref="DllNotFoundException">No folder holds the libraries.</exception>
    public static string Find(string? fromEnvironment, string baseDirectory)
    {
        var candidates = string.IsNullOrEmpty(fromEnvironment) ? Candidates(baseDirectory) : [fromEnvironment];
        foreach (var folder in candidates)
            if (FindLibrary(folder, Llama.Library) is not null)
                return Path.GetFullPath(folder);

        var where = string.IsNullOrEmpty(fromEnvironment)
            ? $"beside {baseDirectory} or above it" : $"in {fromEnvironment} ({EnvironmentVariable})";
        throw new DllNotFoundException($"The llama.cpp libraries are not {where}: run ./aigen setup.");
    }

    /// <summary>The file of library <paramref name="name"/> in <paramref name="folder"/>, or null.</summary>
    public static string? FindLibrary(string folder, string name)
    {
        if (!Directory.Exists(folder)) return null;
        return Directory.EnumerateFiles(folder, $"lib{name}*")
            .Where(file => LibraryName().Match(Path.GetFileName(file)) is { Success: true } match && match.Groups["name"].Value == name)
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
    }

    // libllama.so, libllama.so.0, libllama.v0.5.0.so; but not libllama-common.so.
    [GeneratedRegex(@"^lib(?<name>[a-z]+)(\.v[0-9.]+)?\.so(\.[0-9]+)*$")]
    private static partial Regex LibraryName();

    private static IEnumerable<string> Candidates(string baseDirectory)
    {
        yield return Path.Combine(baseDirectory, "llama");
        for (var at = new DirectoryInfo(baseDirectory); at is not null; at = at.Parent)
            yield return Path.Combine(at.FullName, NpmFolder);
    }
}
