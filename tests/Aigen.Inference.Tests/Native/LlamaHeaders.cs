using System.Text.RegularExpressions;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Native;

/// <summary>The headers of the pinned llama.cpp release, and what they declare.</summary>
internal static partial class LlamaHeaders
{
    private static readonly Lazy<string> Text = new(() => WithoutComments(
        Read("include/llama.h") + Read("ggml/include/ggml-backend.h") + Read("ggml/include/ggml.h")));

    public static string Folder => Checkout.Find("native/node_modules/.llama-headers")
        ?? throw new DirectoryNotFoundException("the headers of llama.cpp are not here: run native/fetch-headers.sh (or ./aigen test)");

    /// <summary>The names of a struct's fields, in order.</summary>
    public static IReadOnlyList<string> Fields(string structName)
    {
        var body = Regex.Match(Text.Value, $@"struct {structName} \{{(?<body>[^{{}}]*)\}}");
        Assert.True(body.Success, $"the header declares no struct {structName}");
        return body.Groups["body"].Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(declaration => LastWord().Match(declaration).Value)
            .ToList();
    }

    /// <summary>The return type of a function, then the types of its parameters, as written.</summary>
    public static IReadOnlyList<string> Signature(string function)
    {
        var match = Regex.Match(Text.Value, $@"(?:LLAMA_API|GGML_API)\s+(?<returns>[\w\s*]*?[\s*]){function}\s*\((?<parameters>[^()]*)\)");
        Assert.True(match.Success, $"the header declares no function {function}");
        var parameters = match.Groups["parameters"].Value.Split(',', StringSplitOptions.TrimEntries)
            .Where(parameter => parameter != "void")
            .Select(parameter => LastWord().Replace(parameter, "").Trim());
        return [match.Groups["returns"].Value.Trim(), .. parameters];
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\w+$")]
    private static partial Regex LastWord();
}
