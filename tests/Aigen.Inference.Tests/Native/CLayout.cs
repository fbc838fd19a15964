using System.Diagnostics;

namespace Aigen.Inference.Tests.Native;

/// <summary>What the C compiler says about the structs of the pinned header: sizes, and each field's offset and size.</summary>
internal static class CLayout
{
    private static readonly Lazy<Dictionary<string, string>> Facts = new(Measure);

    public static string Size(string structName) => Facts.Value[structName];

    /// <summary>"offset size" of a field.</summary>
    public static string Field(string structName, string field) => Facts.Value[$"{structName}.{field}"];

    private static Dictionary<string, string> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("aigen-abi-");
        try
        {
            var source = Path.Combine(folder.FullName, "layout.c");
            var program = Path.Combine(folder.FullName, "layout");
            File.WriteAllText(source, Source());
            var include = Path.Combine(LlamaHeaders.Folder, "include");
            var ggml = Path.Combine(LlamaHeaders.Folder, "ggml/include");
            Run("cc", "-I", include, "-I", ggml, source, "-o", program);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Source()
    {
        var lines = new List<string> { "#include <stdio.h>", "#include <stddef.h>", "#include \"llama.h\"", "int main(void) {" };
        foreach (var name in NativeStructs.All.Keys)
        {
            lines.Add($"printf(\"{name}=%zu\\n\", sizeof(struct {name}));");
            foreach (var field in LlamaHeaders.Fields(name))
            {
                var size = $"sizeof(((struct {name} *)0)->{field})";
                lines.Add($"printf(\"{name}.{field}=%zu %zu\\n\", offsetof(struct {name}, {field}), {size});");
            }
        }

        lines.Add("return 0; }");
        return string.Join('\n', lines);
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}");
        return output;
    }
}
