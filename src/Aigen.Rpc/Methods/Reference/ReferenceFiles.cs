namespace Aigen.Rpc.Methods;

/// <summary>The files of this folder, which are built into the program: what is said of a method beside the table, and its example.</summary>
public static class ReferenceFiles
{
    /// <summary>What is said of a method beside the table, as Markdown; empty where the table says it all.</summary>
    public static string TextOf(string name) => Read($"Texts/{name}.md")?.Trim() ?? "";

    /// <summary>The example of a method; null where there is none.</summary>
    public static MethodExample? ExampleOf(string method) => Read($"Examples/{method}.json") is { } json ? MethodExample.Parse(json) : null;

    private static string? Read(string name)
    {
        using var file = typeof(ReferenceFiles).Assembly.GetManifestResourceStream(name);
        return file is null ? null : new StreamReader(file).ReadToEnd();
    }
}
