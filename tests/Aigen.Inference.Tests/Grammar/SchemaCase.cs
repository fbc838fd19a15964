using System.Text.Json;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>A schema of tests/vectors/json-schemas.json: what fits and what does not, or where it is refused.</summary>
internal sealed record SchemaCase(JsonElement Schema, IReadOnlyList<string> Accept, IReadOnlyList<string> Reject, (string Pointer, string Keyword)? Refused)
{
    public static IReadOnlyList<SchemaCase> All { get; } = [.. Load()];

    /// <summary>The numbers of the cases that compile.</summary>
    public static IEnumerable<int> Compiling => Enumerable.Range(0, All.Count).Where(index => All[index].Refused is null);

    public string Text => Schema.GetRawText();

    private static IEnumerable<SchemaCase> Load() =>
        JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/json-schemas.json"))).GetProperty("cases").EnumerateArray().Select(Of);

    private static SchemaCase Of(JsonElement test) => test.TryGetProperty("refused", out var refused)
        ? new SchemaCase(test.GetProperty("schema"), [], [], (refused.GetProperty("pointer").GetString()!, refused.GetProperty("keyword").GetString()!))
        : new SchemaCase(test.GetProperty("schema"), Strings(test, "accept"), Strings(test, "reject"), null);

    private static List<string> Strings(JsonElement test, string name) => [.. test.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
