using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Docs;

/// <summary>The examples of the documents are what a node answers. AIGEN_WRITE_EXAMPLES=1 has this test write them; the program is then to be built again.</summary>
public class ExampleTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Example_OfEveryMethod_HasTheShapeOfWhatANodeAnswers()
    {
        var answered = await ExampleRun.OnAsync();
        if (Environment.GetEnvironmentVariable("AIGEN_WRITE_EXAMPLES") == "1") Write(answered);

        // It answers the whole document that has the examples.
        Assert.Equal(MethodTable.Methods.Select(method => method.Name).Where(name => name != "rpc.discover").Order(), answered.Keys.Order());
        foreach (var (method, example) in answered)
        {
            var shown = JsonNode.Parse(File.ReadAllText(PathOf(method)))!;
            Assert.True(AreAlike(example, shown), $"{method}: {example.ToJsonString()} is answered, {shown.ToJsonString()} is shown");
        }
    }

    // Names and kinds of values. A list that is empty, and null, stand for whatever is there elsewhere: how many are in a block is not ours to say.
    private static bool AreAlike(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, _) or (_, null) => true,
        (JsonObject fields, JsonObject others) => Names(fields).SequenceEqual(Names(others)) && fields.All(field => AreAlike(field.Value, others[field.Key])),
        (JsonArray list, JsonArray other) => list.Count == 0 || other.Count == 0 || AreAlike(list[0], other[0]),
        _ => Kind(left) == Kind(right),
    };

    private static IEnumerable<string> Names(JsonObject fields) => fields.Where(field => field.Value is not null).Select(field => field.Key);

    private static JsonValueKind Kind(JsonNode value) => value.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : value.GetValueKind();

    private static void Write(IReadOnlyDictionary<string, JsonObject> examples)
    {
        foreach (var (method, example) in examples) File.WriteAllText(PathOf(method), example.ToJsonString(Indented) + "\n");
    }

    private static string PathOf(string method) =>
        Path.Combine(Vectors.Find(Path.Combine("src", "Aigen.Rpc", "Methods", "Reference", "Examples"))!, $"{method}.json");
}
