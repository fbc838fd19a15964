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
            Assert.True(Shape(example) == Shape(shown), $"{method}: {Shape(example)} is answered, {Shape(shown)} is shown");
        }
    }

    // Names and kinds of values; lists by their first element, and null as whatever it stands for elsewhere.
    private static string Shape(JsonNode? node) => node switch
    {
        null => "?",
        JsonObject fields => $"{{{string.Join(',', fields.Where(field => field.Value is not null).Select(field => $"{field.Key}:{Shape(field.Value)}"))}}}",
        JsonArray list => list.Count == 0 ? "[]" : $"[{Shape(list[0])}]",
        _ => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "boolean" : $"{node.GetValueKind()}",
    };

    private static void Write(IReadOnlyDictionary<string, JsonObject> examples)
    {
        foreach (var (method, example) in examples) File.WriteAllText(PathOf(method), example.ToJsonString(Indented) + "\n");
    }

    private static string PathOf(string method) =>
        Path.Combine(Vectors.Find(Path.Combine("src", "Aigen.Rpc", "Methods", "Reference", "Examples"))!, $"{method}.json");
}
