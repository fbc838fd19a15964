namespace Aigen.Inference.Tests.Chat;

/// <summary>An answer taken apart, wherever the pieces of it are cut.</summary>
public sealed class ToolCallReaderTests
{
    private const string Weather = "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"a \\\"}\", \"in\": [{}]}}\n</tool_call>";
    private const string Time = "<tool_call>\n{\"name\": \"get_time\", \"arguments\": {}}\n</tool_call>";
    private const string WeatherArguments = "{\"city\": \"a \\\"}\", \"in\": [{}]}";

    [Theory]
    [InlineData("Hello <b> <tool_cal", "Hello <b> <tool_cal", "")]
    [InlineData(Weather, "", "get_weather" + WeatherArguments)]
    [InlineData("One moment.\n" + Weather + "\n" + Time, "One moment.\n", "get_weather" + WeatherArguments + "|get_time{}")]
    [InlineData("<<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"ci", "<", "get_weather{\"ci")]
    [InlineData("<tool_call>\n{\"name\": \"get_wea", "", "")]
    [InlineData(Time + "\n<tool_", "", "get_time{}")]
    public void Read_HermesCutAtAnyTwoPlaces_GivesTextAndCalls(string answer, string text, string calls) => AssertReads(new HermesTools(), answer, text, calls);

    [Theory]
    [InlineData("{\"name\": \"get_time\", \"parameters\": {}}", "", "get_time{}")]
    [InlineData("{\"name\": 5}", "{\"name\": 5}", "")]
    [InlineData("{\"na", "{\"na", "")]
    [InlineData("Say {\"name\": \"get_time\", \"parameters\": {}}", "Say {\"name\": \"get_time\", \"parameters\": {}}", "")]
    [InlineData("", "", "")]
    public void Read_LlamaCutAtAnyTwoPlaces_GivesTextOrACall(string answer, string text, string calls) => AssertReads(new LlamaTools(), answer, text, calls);

    [Fact]
    public void Read_EachCall_HasAnIdOfItsOwnInItsFirstPartAlone()
    {
        var reader = new ToolCallReader(new HermesTools());

        var parts = (Weather + "\n" + Time).SelectMany(c => reader.Read(c.ToString()).Calls).ToList();

        Assert.Equal(2, parts.Select(part => part.Id).OfType<string>().Distinct().Count());
        Assert.All(parts, part => Assert.Equal(part.Id is null, part.Name is null));
        Assert.Equal([0, 1], parts.Where(part => part.Id is not null).Select(part => part.Index));
    }

    private static void AssertReads(ToolFamily family, string answer, string text, string calls)
    {
        for (var first = 0; first <= answer.Length; first++)
        {
            for (var second = first; second <= answer.Length; second++)
            {
                var reader = new ToolCallReader(family);
                var pieces = new[] { answer[..first], answer[first..second], answer[second..] }.Select(reader.Read).ToList();
                var parts = pieces.SelectMany(piece => piece.Calls).GroupBy(part => part.Index);

                Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Text)) + reader.Flush());
                Assert.Equal(calls, string.Join('|', parts.Select(call => string.Concat(call.Select(part => part.Name + part.Arguments)))));
            }
        }
    }
}
