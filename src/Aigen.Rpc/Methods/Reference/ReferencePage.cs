namespace Aigen.Rpc.Methods;

/// <summary>docs/rpc.md: the whole interface as one Markdown page.</summary>
public static class ReferencePage
{
    public static string Write() => string.Join("\n\n", Parts()) + "\n";

    private static IEnumerable<string> Parts()
    {
        yield return "# JSON-RPC reference";
        yield return "This page is written by the program from `MethodTable`: change it there.";
        yield return ReferenceFiles.TextOf("_introduction");
        foreach (var group in MethodTable.Groups)
        {
            yield return $"## {group.Title}";
            if (ReferenceFiles.TextOf($"_{group.Title}") is { Length: > 0 } text) yield return text;
            foreach (var method in group.Methods) yield return $"### {method.Name}\n\n{MethodPage.Of(method, SameParameters(group, method))}";
        }

        yield return $"## Errors\n\n{Errors()}";
    }

    private static NodeMethod? SameParameters(MethodGroup group, NodeMethod method) => group.Methods
        .TakeWhile(other => other.Name != method.Name)
        .FirstOrDefault(other => method.Parameters.Count > 1 && ReferenceEquals(other.Parameters, method.Parameters));

    private static string Errors() => string.Join('\n', (string[])
    [
        "| code | message | when | data |", "|---|---|---|---|",
        .. ErrorMeanings.All.Select(error => $"| {error.Code} | {error.Message} | {error.When} | {error.Data ?? ""} |"),
    ]);
}
