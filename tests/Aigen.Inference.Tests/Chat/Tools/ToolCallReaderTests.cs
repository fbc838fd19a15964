namespace Aigen.Inference.Tests.Chat;

/// <summary>An answer taken apart, wherever the pieces of it are cut.</summary>
public sealed class ToolCallReaderTests
{
    private const string Weather = "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"a \\\"}\", \"in\": [{}]}}\n</tool_call>";
    private const string Time = "<tool_call>\n{\"name\": \"get_time\", \"arguments\": {}}\n</tool_call>";
    private const string WeatherArguments = "{\"city\": \"a \\\"}\", \"in\": [{}]}";

    private static readonly ToolFunction[] Functions =
    [
        ToolFunctions.Of("get_weather", """{"type":"object","properties":{"city":{"type":"string"},"days":{}}}"""), ToolFunctions.Time,
    ];

    [Theory]
    [InlineData("Hello <b> <tool_cal", "Hello <b> <tool_cal", "")]
    [InlineData(Weather, "", "get_weather" + WeatherArguments)]
    [InlineData("One moment.\n" + Weather + "\n" + Time, "One moment.\n", "get_weather" + WeatherArguments + "|get_time{}")]
    [InlineData("<<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"ci", "<", "get_weather{\"ci")]
    [InlineData("<tool_call>\n{\"name\": \"get_wea", "", "")]
    [InlineData(Time + "\n<tool_", "", "get_time{}")]
    public void Read_HermesCutAtAnyTwoPlaces_GivesTextAndCalls(string answer, string text, string calls) => AssertReads(JsonToolForms.Hermes, answer, text, calls);

    [Theory]
    [InlineData("{\"name\": \"get_time\", \"parameters\": {}}", "", "get_time{}")]
    [InlineData("{\"name\": 5}", "{\"name\": 5}", "")]
    [InlineData("{\"na", "{\"na", "")]
    [InlineData("Say {\"name\": \"get_time\", \"parameters\": {}}", "Say {\"name\": \"get_time\", \"parameters\": {}}", "")]
    [InlineData("", "", "")]
    public void Read_LlamaCutAtAnyTwoPlaces_GivesTextOrACall(string answer, string text, string calls) => AssertReads(JsonToolForms.Llama, answer, text, calls);

    [Theory]
    [InlineData("Yes.[TOOL_CALLS][{\"name\": \"get_time\", \"arguments\": {}, \"id\": \"abcDEF123\"}]", "Yes.", "get_time{}")]
    [InlineData("[TOOL_CALLS][{\"name\": \"a\", \"arguments\": {}, \"id\": \"abcDEF123\"}, {\"name\": \"b\", \"arguments\": {\"x\":1}, \"id\": \"bbbDEF123\"}]", "", "a{}|b{\"x\":1}")]
    public void Read_MistralsListCutAtAnyTwoPlaces_GivesCallsWithoutTheModelsIds(string answer, string text, string calls) =>
        AssertReads(JsonToolForms.MistralList, answer, text, calls);

    [Theory]
    [InlineData("<tool_call>\n<function=get_weather>\n<parameter=city>\nHe said \"</b>\n</parameter>\" \\\n</parameter>\n<parameter=days>\n2\n</parameter>\n</function>\n</tool_call>",
        "", "get_weather{\"city\": \"He said \\\"</b>\\n</parameter>\\\" \\\\\", \"days\": 2}")]
    [InlineData("So:<tool_call>\n<function=get_time>\n</function>\n</tool_call>\n<tool_call>\n<function=get_weather>\n<parameter=city>\n\n</parameter>\n</function>\n</tool_call>",
        "So:", "get_time{}|get_weather{\"city\": \"\"}")]
    [InlineData("<tool_call>\n<function=get_weather>\n<parameter=city>\nRo", "", "get_weather{\"city\": \"Ro")]
    public void Read_QwenCodersXmlCutAtAnyTwoPlaces_GivesJson(string answer, string text, string calls) => AssertReads(XmlToolForms.QwenCoder, answer, text, calls);

    [Fact]
    public void Read_AListInXml_EndsWhereItsBracketsDo() => AssertReads(
        XmlToolForms.Glm47, "<tool_call>get_weather<arg_key>days</arg_key><arg_value>[\"</arg_value>\",{}]</arg_value></tool_call>", "", "get_weather{\"days\": [\"</arg_value>\",{}]}");

    [Fact]
    public void Read_CallsOfMistral_HaveIdsThatItsTemplatesTake()
    {
        var parts = new ToolCallReader(JsonToolForms.Mistral, JsonToolForms.Mistral.Readers([])).Read("[TOOL_CALLS]a[ARGS]{}[TOOL_CALLS]b[ARGS]{}").Calls;

        Assert.Equal(["a", "b"], parts.Select(part => part.Name));
        Assert.All(parts, part => Assert.Matches("^[a-zA-Z0-9]{9}$", part.Id));
    }

    [Fact]
    public void Read_EachCall_HasAnIdOfItsOwnInItsFirstPartAlone()
    {
        var reader = new ToolCallReader(JsonToolForms.Hermes, JsonToolForms.Hermes.Readers([]));

        var parts = (Weather + "\n" + Time).SelectMany(c => reader.Read(c.ToString()).Calls).ToList();

        Assert.Equal(2, parts.Select(part => part.Id).OfType<string>().Distinct().Count());
        Assert.All(parts, part => Assert.Equal(part.Id is null, part.Name is null));
        Assert.Equal([0, 1], parts.Where(part => part.Id is not null).Select(part => part.Index));
    }

    private static void AssertReads(ToolForm form, string answer, string text, string calls)
    {
        for (var first = 0; first <= answer.Length; first++)
        {
            for (var second = first; second <= answer.Length; second++)
            {
                var reader = new ToolCallReader(form, form.Readers(Functions));
                var pieces = new[] { answer[..first], answer[first..second], answer[second..] }.Select(reader.Read).ToList();
                var parts = pieces.SelectMany(piece => piece.Calls).GroupBy(part => part.Index);

                Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Text)) + reader.Flush());
                Assert.Equal(calls, string.Join('|', parts.Select(call => string.Concat(call.Select(part => part.Name + part.Arguments)))));
            }
        }
    }
}
