using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>What there is to say of one method, as Markdown that is good to read in a terminal too.</summary>
public static class MethodPage
{
    // A transaction has more: its fields stand with the method that takes it alone.
    private const int MostNestedFields = 8;

    // The ends of the integer types, as people know them.
    private static readonly (string Number, string Name)[] Powers =
    [
        ($"{ulong.MaxValue}", "2^64 - 1"), ($"{long.MinValue}", "-2^63"), ($"{long.MaxValue}", "2^63 - 1"), ($"{int.MaxValue}", "2^31 - 1"), ($"{uint.MaxValue - 1}", "2^32 - 2"),
    ];

    /// <summary>Everything of a method.</summary>
    public static string Of(NodeMethod method) => string.Join("\n\n", Parts(method).Where(part => part.Length > 0));

    /// <summary>The method of the same group whose parameters these are too; null where they are its own.</summary>
    internal static string Of(NodeMethod method, NodeMethod? elsewhere) =>
        string.Join("\n\n", Parts(method, elsewhere).Where(part => part.Length > 0));

    private static IEnumerable<string> Parts(NodeMethod method, NodeMethod? elsewhere = null)
    {
        yield return method.NeedsConnection ? $"{method.Summary} Over WebSocket only." : method.Summary;
        yield return elsewhere is null ? Parameters(method) : $"The parameters of [{elsewhere.Name}](#{elsewhere.Name.ToLowerInvariant()}).";
        yield return ReferenceFiles.TextOf(method.Name);
        yield return ResultFields.Of(method);
        yield return Errors(method);
        yield return ExampleBlock.Of(method);
    }

    private static string Parameters(NodeMethod method)
    {
        if (method.Parameters.Count == 0) return "";
        var prefix = method.Envelope is { } envelope ? $"{envelope}." : "";
        return string.Join('\n', (string[])["| parameter | is | default | meaning |", "|---|---|---|---|", .. method.Parameters.SelectMany(parameter => Rows(parameter, prefix))]);
    }

    private static IEnumerable<string> Rows(Parameter parameter, string prefix)
    {
        var name = parameter.Alias is { } alias ? $"`{prefix}{parameter.Name}` (or `{alias}`)" : $"`{prefix}{parameter.Name}`";
        var standard = parameter.IsRequired ? "required" : parameter.Standard ?? "";
        yield return $"| {name} | {Cell(parameter.Expected)} | {Cell(standard)} | {Cell(parameter.Description)} |";
        if (parameter.Fields.Count > MostNestedFields) yield break;
        foreach (var row in parameter.Fields.SelectMany(field => Rows(field, $"{prefix}{parameter.Name}."))) yield return row;
    }

    // That a parameter may be wrong is said once, at the top of the page.
    private static string Errors(NodeMethod method) => method.Errors.Count == 0
        ? ""
        : $"Errors: {string.Join("; ", method.Errors.Order().Select(code => $"{code} {ErrorMeanings.Of(code).When.Split(';')[0]}"))}.";

    private static string Cell(string text) => Powers.Aggregate(text.Replace("|", "\\|", StringComparison.Ordinal), (cell, power) => cell.Replace(power.Number, power.Name, StringComparison.Ordinal));
}
