using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>MiniMax M3's calls: objects and lists are tags in tags, and null is left out. The mark in front of each tag is § here.</summary>
public sealed class MiniMax3FormTests
{
    private const string Mark = "]<]minimax[>[";

    private static readonly ToolFunction Find = ToolFunctions.Of(
        "find",
        """
        {"type":"object","properties":{"word":{"type":"string"},"kind":{"enum":["a","</kind>"]},"day":{"type":"string","format":"date"},"most":{"type":"integer"},"is":{"type":"boolean"},
         "both":{"type":["integer","string"]},"maybe":{"anyOf":[{"type":"string"},{"type":"null"}]},"in":{"type":"array","items":{"type":"string"},"maxItems":2},
         "by":{"$ref":"#/$defs/by"},"rows":{"type":"array","items":{"type":"array","items":{"$ref":"#/$defs/by"}}}},
         "$defs":{"by":{"type":"object","properties":{"x":{"type":"number"},"item":{"type":"string"},"no":{"type":["string","null"]}},"required":["x","no"]}}}
        """);

    [Theory]
    [InlineData("", "{}")]
    [InlineData("§<word>a < b & \"c\"\n</word> é 😀§</word>", """{"word": "a < b & \"c\"\n</word> é 😀"}""")]
    [InlineData("§<word>§</word>", """{"word": ""}""")]
    [InlineData("§<word>]]<]minimax§</word>", """{"word": "]]<]minimax"}""")]
    [InlineData("§<kind></kind>§</kind>", """{"kind": "</kind>"}""")]
    [InlineData("§<day>\"2026-11-22\"§</day>", """{"day": "2026-11-22"}""")]
    [InlineData("§<most>-5§</most>§<is>true§</is>", """{"most": -5, "is": true}""")]
    [InlineData("§<both>5§</both>", """{"both": 5}""")]
    [InlineData("§<both>\"5\"§</both>", """{"both": "5"}""")]
    [InlineData("§<maybe>null§</maybe>", """{"maybe": "null"}""")]
    [InlineData("§<in>§</in>", """{"in": []}""")]
    [InlineData("§<in>§<item>a§</item>§<item>§</item>§</in>", """{"in": ["a", ""]}""")]
    [InlineData("§<by>§<x>1.5§</x>§<item>i§</item>§<no>n§</no>§</by>", """{"by": {"x": 1.5, "item": "i", "no": "n"}}""")]
    [InlineData("§<by>§<x>1§</x>§</by>", """{"by": {"x": 1, "no": null}}""")]
    [InlineData("§<rows>§<item>§<item>§<x>1§</x>§</item>§<item>§<x>2§</x>§</item>§</item>§<item>§</item>§</rows>",
        """{"rows": [[{"x": 1, "no": null}, {"x": 2, "no": null}], []]}""")]
    public void Arguments_InTags_AreReadBackAsJson(string tags, string arguments)
    {
        var reader = new ToolCallReader(XmlToolForms.MiniMax3, XmlToolForms.MiniMax3.Readers([Find]));

        Assert.True(Matching.Matches(Compile(Find), Answer(tags)));
        Assert.Equal(arguments, string.Concat(Answer(tags).SelectMany(c => reader.Read(c.ToString()).Calls).Select(part => part.Arguments)));
        Assert.True(reader.HasWholeCalls);
    }

    [Theory]
    [InlineData("§<word>a§</kind>")]
    [InlineData("§<kind>b§</kind>")]
    [InlineData("§<day>2026-11-22§</day>")]
    [InlineData("§<most>five§</most>")]
    [InlineData("§<maybe>§</maybe>§<word>§</word>")]
    [InlineData("§<in>[\"a\"]§</in>")]
    [InlineData("§<in>§<item>a§</item>§<item>b§</item>§<item>c§</item>§</in>")]
    [InlineData("§<by>§</by>")]
    [InlineData("§<by>§<x>1§</x>§<y>1§</y>§</by>")]
    public void Arguments_ThatDoNotFit_DoNotFit(string tags) => Assert.False(Matching.Matches(Compile(Find), Answer(tags)));

    [Theory]
    [InlineData("""{"a":{}}""", "the member a may be of any type")]
    [InlineData("""{"a":{"type":"array"}}""", "an item of the member a may be of any type")]
    [InlineData("""{"a":{"type":"object"}}""", "the member a may have members of any name")]
    [InlineData("""{"a":{"type":"object","additionalProperties":{"type":"string"}}}""", "the member a may have members of any name")]
    [InlineData("""{"a":{"type":["object","string"],"properties":{"b":{"type":"string"}}}}""", "do not say which it is")]
    [InlineData("""{"a":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}}""", "do not say which it is")]
    [InlineData("""{"a":{"enum":[[1],[2]]}}""", "do not say which it is")]
    [InlineData("""{"a":{"type":"array","items":{"type":["string","null"]}}}""", "an item of the member a may be null")]
    [InlineData("""{"a":{"type":"array","prefixItems":[{"type":"string"}]}}""", "the items of the member a are of several schemas")]
    [InlineData("""{"a":{"type":"object","properties":{"b c":{"type":"string"}}}}""", "the name \"b c\" cannot stand in this model's calls")]
    [InlineData("""{"a":{"type":"object","properties":{"b":{"$ref":"#/properties/a"}}}}""", "the member b holds itself")]
    [InlineData("""{"a":{"enum":["x]<]minimax[>[</a>"]}}""", "holds what ends a value in this model's calls")]
    [InlineData("""{"a":{"oneOf":[{"type":"integer"},{"type":"number"}]}}""", "may both fit a value")]
    public void ASchema_ThatTagsCannotSay_IsRefused(string properties, string reason)
    {
        var odd = ToolFunctions.Of("odd", "{\"type\":\"object\",\"properties\":" + properties + "}");

        var refused = Assert.Throws<GrammarRefusedException>(() => Compile(odd));

        Assert.StartsWith("function odd: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMark_WhereItIsAControlToken_ComesAsThatTokenAlone()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Hermes, "]<]minim[>[!");
        var vocabulary = model.Vocabulary;
        const string Control = "]<]minim[>[!";
        var form = (TagToolForm)XmlToolForms.MiniMax3 with
        {
            Trigger = Control + "<tool_call>",
            Opening = Control + "<invoke name=\"",
            Mark = Control,
            Closing = Control + "</invoke>\n",
            Ending = Control + "</tool_call>",
        };
        var tokens = FormTokens.Of(form.Texts, vocabulary)!;
        var control = Assert.Single(tokens.Shown.Keys);
        var grammar = new GrammarConstraint(ToolGrammar.Compile(new ToolUse([Find]), new ToolFamily(form, tokens)), vocabulary);

        Accept("So: ]<]minim[>[!<tool_call");
        Assert.False(grammar.Allows(vocabulary.Tokenize(">", parseSpecial: false)[^1]));
        foreach (var tags in (string[])["<tool_call>\n", "<invoke name=\"find\">", "<word>one ]<]minim[>[! two", "</word>", "<in>", "<item>a", "</item>", "</in>", "</invoke>\n", "</tool_call>"])
        {
            Assert.False(grammar.MayEnd && tags != "<tool_call>\n");
            Assert.True(grammar.Allows(control));
            grammar.Accept(control);
            Accept(tags);
        }

        Assert.True(grammar.MayEnd);
        Assert.False(grammar.Allows(control));

        void Accept(string text)
        {
            foreach (var token in vocabulary.Tokenize(text, parseSpecial: false)) grammar.Accept(token);
        }
    }

    private static string Answer(string tags) => $"§<tool_call>\n§<invoke name=\"find\">{tags}§</invoke>\n§</tool_call>".Replace("§", Mark);

    private static GrammarProgram Compile(ToolFunction function) => ToolGrammar.Compile(new ToolUse([function], ToolChoice.Required), new ToolFamily(XmlToolForms.MiniMax3));
}
