using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>MiniCPM5's calls, whose texts are set apart where they could be taken for a part of the call.</summary>
public sealed class MiniCpmFormTests
{
    private static readonly ToolFunction Find = ToolFunctions.Of(
        "find",
        """
        {"type":"object","properties":{"word":{"type":"string"},"kind":{"enum":["a","b & c","</param>"]},"most":{"type":"integer"},"list":{"type":"array","items":{"type":"string"}}}}
        """);

    [Theory]
    [InlineData("word", "one two", "one two")]
    [InlineData("word", "", "")]
    [InlineData("word", "]]> \"quoted\" \\ é 😀", "]]> \"quoted\" \\ é 😀")]
    [InlineData("word", "<![CDATA[a < b && c\n</param></function>]]>", "a < b && c\n</param></function>")]
    [InlineData("word", "<![CDATA[]]>", "")]
    [InlineData("word", "<![CDATA[plain]]>", "plain")]
    [InlineData("word", "<![CDATA[x[y[0]]>1]]]>", "x[y[0]]>1]")]
    [InlineData("kind", "a", "a")]
    [InlineData("kind", "<![CDATA[b & c]]>", "b & c")]
    [InlineData("kind", "<![CDATA[</param>]]>", "</param>")]
    public void AText_BareOrSetApart_IsReadBack(string parameter, string written, string text) =>
        AssertReads($"<param name=\"{parameter}\">{written}</param>", $$"""{"{{parameter}}": {{Literal.Quote(text)}}}""");

    [Fact]
    public void Values_OfOtherKinds_AreJson() => AssertReads(
        """<param name="most">5</param><param name="list">["a<b","</param>","]]>"]</param>""", """{"most": 5, "list": ["a<b","</param>","]]>"]}""");

    [Theory]
    [InlineData("word", "a < b")]
    [InlineData("word", "a & b")]
    [InlineData("word", "a\nb")]
    [InlineData("word", "<![CDATA[a]]>b</param>")]
    [InlineData("kind", "b & c")]
    [InlineData("kind", "<![CDATA[a]]>")]
    [InlineData("list", "<![CDATA[[]]]>")]
    public void AValue_ThatIsWrittenOtherwise_DoesNotFit(string parameter, string written) =>
        Assert.False(Matching.Matches(Compile(), Answer($"<param name=\"{parameter}\">{written}</param>")));

    [Fact]
    public void AListedText_ThatEndsEveryText_IsRefused()
    {
        var odd = ToolFunctions.Of("odd", """{"type":"object","properties":{"a":{"enum":["<]]></param>"]}}}""");

        var refused = Assert.Throws<GrammarRefusedException>(() => ToolGrammar.Compile(new ToolUse([odd]), new ToolFamily(XmlToolForms.MiniCpm)));

        Assert.Contains("holds what ends a value in this model's calls", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AControlTokenInTheEndOfATextSetApart_EndsItBehindTheBracketsAlone()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Hermes, "</paramend>!");
        var vocabulary = model.Vocabulary;
        var tokens = FormTokens.Of(["</paramend>!"], vocabulary)!;
        var form = (XmlToolForm)XmlToolForms.MiniCpm with { ValueEnd = "</paramend>!" };
        var grammar = new GrammarConstraint(ToolGrammar.Compile(new ToolUse([Find], ToolChoice.Required), new ToolFamily(form, tokens)), vocabulary);
        var end = Last("</paramend>!", parseSpecial: true);

        Accept("<function name=\"find\"><param name=\"word\"><![CDATA[a ] ]>");
        Assert.False(grammar.Allows(end));
        Accept(" b]]>");
        Assert.True(grammar.Allows(end));
        Accept("</paramend>");
        Assert.False(grammar.Allows(Last("!", parseSpecial: false)));
        Assert.False(grammar.Allows(end));
        Accept(" ]]]>");
        grammar.Accept(end);
        Accept("</function>");
        Assert.True(grammar.MayEnd);

        void Accept(string text)
        {
            foreach (var token in vocabulary.Tokenize(text, parseSpecial: false)) grammar.Accept(token);
        }

        int Last(string text, bool parseSpecial) => vocabulary.Tokenize(text, parseSpecial)[^1];
    }

    private static GrammarProgram Compile() => ToolGrammar.Compile(new ToolUse([Find], ToolChoice.Required), new ToolFamily(XmlToolForms.MiniCpm));

    private static string Answer(string parameters) => $"<function name=\"find\">{parameters}</function>";

    private static void AssertReads(string parameters, string arguments)
    {
        var reader = new ToolCallReader(XmlToolForms.MiniCpm, XmlToolForms.MiniCpm.Readers([Find]));

        Assert.True(Matching.Matches(Compile(), Answer(parameters)));
        Assert.Equal(arguments, string.Concat(Answer(parameters).SelectMany(c => reader.Read(c.ToString()).Calls).Select(part => part.Arguments)));
        Assert.True(reader.HasWholeCalls);
    }
}
