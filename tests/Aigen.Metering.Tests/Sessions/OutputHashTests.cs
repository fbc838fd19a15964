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
        string[] answers = [.. Load()[index].GetProperty("answers").EnumerateArray().Select(answer => answer.GetString()!)];
        var delivered = new DeliveredAnswers(answers.Length);

        // As streams come: half of each, then the rest.
        foreach (var (answer, i) in answers.Select((answer, i) => (answer, i))) delivered.Add(Piece(answer[..(answer.Length / 2)], i));
        foreach (var (answer, i) in answers.Select((answer, i) => (answer, i)).Reverse()) delivered.Add(Piece(answer[(answer.Length / 2)..], i));

        Assert.Equal(Load()[index].GetProperty("hash").GetString(), delivered.OutputHash.ToString());
    }

    private static CompletionPiece Piece(string text, int index) => new(text, 1, null) { Index = index };

    private static List<JsonElement> Load() =>
        [.. JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/output-hash.json"))).GetProperty("vectors").EnumerateArray()];
}
