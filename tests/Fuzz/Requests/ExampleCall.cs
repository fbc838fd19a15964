using System.Text.Json.Nodes;
using Aigen.Rpc.Methods;

namespace Aigen.Fuzz;

/// <summary>A method of the table with parameters that are good: those of its example in the documents, by name, as JSON text.</summary>
internal sealed record ExampleCall(NodeMethod Method, IReadOnlyList<(string Name, string Json)> Fields)
{
    private const string AnswerLength = "max_tokens";

    // A model's answer costs as much as hundreds of other calls; the document of all methods, and events of old blocks, a thousand times the bytes.
    private const int UsualWeight = 20;
    private const int WeightOfAnswers = 4;

    /// <summary>One of each method; rpc.discover, which is the document of the others, has no parameters.</summary>
    public static IReadOnlyList<ExampleCall> All { get; } = [.. MethodTable.Methods.Select(Of)];

    private static readonly ExampleCall[] Weighted = [.. All.SelectMany(call => Enumerable.Repeat(call, call.Weight))];

    /// <summary>Any of them, the dear ones more rarely.</summary>
    public static ExampleCall Any(Random random) => Weighted[random.Next(Weighted.Length)];

    private int Weight => Method.Name == "rpc.discover" || Has("from") ? 1 : Has(AnswerLength) || Has("input") ? WeightOfAnswers : UsualWeight;

    private bool Has(string parameter) => Method.Parameters.Any(known => known.Name == parameter);

    private static ExampleCall Of(NodeMethod method)
    {
        var fields = NamedParametersOf(method).Select(field => (field.Key, field.Value?.ToJsonString() ?? "null")).Where(field => field.Key != AnswerLength).ToList();
        if (method.Parameters.Any(known => known.Name == AnswerLength)) fields.Add((AnswerLength, "1"));
        return new(method, fields);
    }

    /// <summary>The parameters of a method's example by name, without the object around them.</summary>
    public static JsonObject NamedParametersOf(NodeMethod method) => ReferenceFiles.ExampleOf(method.Name)?.Parameters switch
    {
        JsonObject fields when method.Envelope is { } envelope && fields[envelope] is JsonObject content => content,
        JsonObject fields => fields,
        JsonArray list => new JsonObject(list.Select((value, at) => KeyValuePair.Create(method.Parameters[at].Name, value?.DeepClone()))),
        _ => [],
    };
}
