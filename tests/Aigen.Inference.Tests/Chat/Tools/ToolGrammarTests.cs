using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;

namespace Aigen.Inference.Tests.Chat;

/// <summary>What an answer may be that has functions to call.</summary>
public sealed class ToolGrammarTests
{
    private const string Weather = "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\":\"Rome\",\"days\":2}}\n</tool_call>";
    private const string Time = "<tool_call>\n{\"name\": \"get_time\", \"arguments\": {}}\n</tool_call>";

    [Theory]
    [InlineData(Weather)]
    [InlineData(Time)]
    [InlineData(Weather + "\n" + Time + "\n" + Weather)]
    public void Hermes_Calls_FitWhetherTheyMustOrMay(string answer)
    {
        Assert.True(Matching.Matches(Hermes(ToolChoice.Required), answer));
        Assert.True(Matching.Matches(Hermes(ToolChoice.Auto), answer));
        Assert.True(Matching.Matches(Hermes(ToolChoice.Auto), "Let me look: a < b <tool <<tool_call\n" + answer));
        Assert.False(Matching.Matches(Hermes(ToolChoice.Required), "Let me look. " + answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello!")]
    [InlineData("a < b, <b>bold</b>, <<<tool_cal>>, <tool_call")]
    public void Hermes_Text_FitsWhereNoCallMustCome(string answer)
    {
        Assert.True(Matching.Matches(Hermes(ToolChoice.Auto), answer));
        Assert.False(Matching.Matches(Hermes(ToolChoice.Required), answer));
    }

    [Theory]
    [InlineData("<tool_call>\nfoo")]
    [InlineData("<tool_call>\n{\"name\": \"get_rain\"")]
    [InlineData("<tool_call>\n{\"name\": \"get_time\", \"arguments\": {\"a\"")]
    [InlineData("<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\":\"Oslo\"")]
    [InlineData(Weather + " and so on")]
    public void Hermes_CallsThatAreNone_DoNotFit(string answer)
    {
        Assert.False(Matching.IsBeginning(Hermes(ToolChoice.Auto), answer));
        Assert.False(Matching.IsBeginning(Hermes(ToolChoice.Required), answer));
    }

    [Fact]
    public void Hermes_OneFunctionNamedOrOneCallAtMost_AllowNoOther()
    {
        var named = ToolGrammar.Compile(new ToolUse([ToolFunctions.Weather, ToolFunctions.Time], named: "get_time"), new ToolFamily(JsonToolForms.Hermes));
        var single = Hermes(ToolChoice.Auto, isParallel: false);

        Assert.True(Matching.Matches(named, Time));
        Assert.False(Matching.IsBeginning(named, Weather));
        Assert.True(Matching.Matches(single, Weather));
        Assert.False(Matching.IsBeginning(single, Weather + "\n"));
    }

    [Theory]
    [InlineData("{\"name\": \"get_weather\", \"parameters\": {\"city\":\"Rome\",\"days\":2}}", true)]
    [InlineData("Hello! {\"name\": \"get_rain\"", true)]
    [InlineData("{\"name\": 5}", true)]
    [InlineData("{\"name\": \"get_rain\"", false)]
    [InlineData("{\"name\": \"get_time\", \"parameters\": {}}\n", false)]
    public void Llama_AnAnswer_IsTextOrOneCall(string answer, bool fits) => Assert.Equal(
        fits, Matching.IsBeginning(ToolGrammar.Compile(new ToolUse([ToolFunctions.Weather, ToolFunctions.Time]), new ToolFamily(JsonToolForms.Llama)), answer));

    [Fact]
    public void Compile_ASchemaThatAGrammarCannotSay_IsRefusedWithTheFunction()
    {
        var odd = ToolFunctions.Of("odd", """{"type":"object","properties":{"a":{"multipleOf":3}}}""");

        var refused = Assert.Throws<GrammarRefusedException>(() => ToolGrammar.Compile(new ToolUse([ToolFunctions.Time, odd]), new ToolFamily(JsonToolForms.Hermes)));

        Assert.StartsWith("function odd: multipleOf at \"#/properties/a\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_SchemasWithReferences_AreEachADocumentOfItsOwn()
    {
        static ToolFunction Of(string name, string word) => ToolFunctions.Of(
            name, """{"type":"object","properties":{"a":{"$ref":"#/$defs/w"}},"required":["a"],"$defs":{"w":{"const":"WORD"}}}""".Replace("WORD", word));
        var grammar = ToolGrammar.Compile(new ToolUse([Of("one", "x"), Of("two", "y")], ToolChoice.Required), new ToolFamily(JsonToolForms.Llama));

        Assert.True(Matching.Matches(grammar, "{\"name\": \"two\", \"parameters\": {\"a\":\"y\"}}"));
        Assert.False(Matching.Matches(grammar, "{\"name\": \"two\", \"parameters\": {\"a\":\"x\"}}"));
    }

    [Fact]
    public void FormatFor_AModelThatWasForeseen_IsTheOneThatWasCompiledForIt()
    {
        var use = new ToolUse([ToolFunctions.Time]);
        var foreseen = use.FormatFor(new ToolFamily(JsonToolForms.Hermes));

        Assert.Same(foreseen, use.FormatFor(new ToolFamily(JsonToolForms.Hermes)));
        Assert.NotSame(foreseen, use.FormatFor(new ToolFamily(JsonToolForms.Hermes, new FormTokens(new Dictionary<string, int> { ["<tool_call>"] = 5 }))));
        Assert.NotSame(foreseen, use.FormatFor(new ToolFamily(JsonToolForms.Llama)));
    }

    private static GrammarProgram Hermes(ToolChoice choice, bool isParallel = true) =>
        ToolGrammar.Compile(new ToolUse([ToolFunctions.Weather, ToolFunctions.Time], choice, isParallel: isParallel), new ToolFamily(JsonToolForms.Hermes));
}
