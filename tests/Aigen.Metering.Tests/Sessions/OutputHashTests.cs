using System.Text.Json;
using Aigen.Inference;
using Aigen.Metering.Tests.Support;

namespace Aigen.Metering.Tests.Sessions;

/// <summary>The hash by which a receipt names what was answered, against what Node.js makes of the same answers.</summary>
public sealed class OutputHashTests
{
    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, Load().Count)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void OutputHash_GoldenVector_IsWhatNodeComputes(int index)
    {
        var vector = Load()[index].GetProperty("answers").EnumerateArray().ToList();
        string[] answers = [.. vector.Select(answer => answer.GetProperty("content").GetString()!)];
        var delivered = new DeliveredAnswers(answers.Length);

        for (var i = 0; i < vector.Count; i++)
            if (vector[i].TryGetProperty("reasoning_content", out var reasoning))
                foreach (var c in reasoning.GetString()!)
                    delivered.Add(Piece("", i) with { Reasoning = c.ToString() });

        // As streams come: half of each, then the rest.
        foreach (var (answer, i) in answers.Select((answer, i) => (answer, i))) delivered.Add(Piece(answer[..(answer.Length / 2)], i));
        foreach (var (answer, i) in answers.Select((answer, i) => (answer, i)).Reverse()) delivered.Add(Piece(answer[(answer.Length / 2)..], i));

        for (var i = 0; i < vector.Count; i++)
            foreach (var part in vector[i].GetProperty("calls").EnumerateArray().SelectMany(Parts))
                delivered.Add(Piece("", i) with { ToolCalls = [part] });

        Assert.Equal(Load()[index].GetProperty("hash").GetString(), delivered.OutputHash.ToString());
    }

    private static IEnumerable<ToolCallDelta> Parts(JsonElement call, int index)
    {
        var arguments = call.GetProperty("arguments").GetString()!;
        yield return new ToolCallDelta(index, $"call_{index}", call.GetProperty("name").GetString(), arguments[..1]);
        yield return new ToolCallDelta(index, null, null, arguments[1..]);
    }

    private static CompletionPiece Piece(string text, int index) => new(text, 1, null) { Index = index };

    private static List<JsonElement> Load() =>
        [.. JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/output-hash.json"))).GetProperty("vectors").EnumerateArray()];
}
