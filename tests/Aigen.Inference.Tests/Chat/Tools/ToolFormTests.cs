using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Every form in which models write calls: seen in a template, held by a grammar, read back.</summary>
public sealed class ToolFormTests
{
    private static readonly ToolFunction Find = ToolFunctions.Of(
        "find", """{"type":"object","properties":{"word":{"type":"string"},"most":{"type":["integer","null"]}},"required":["word"]}""");

    public static TheoryData<string> Names => [.. KnownForms.Names];

    [Fact]
    public void All_Forms_AreListed() => Assert.Equal(Names.Count, ToolForms.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void ATemplate_ThatWritesTheForm_IsSeenToBeOfIt(string name)
    {
        var form = Form(name);
        var written = Written(form, ("find", "habitword")).Replace(ToolForm.Id, "{{ c.id }}").Replace(ToolForm.NumberCharacter, form.FirstNumber).Replace("find", "{{ c.function.name }}")
            .Replace("\"habitword\"", "{{ c.function.arguments.word | tojson }}").Replace("habitword", "{{ c.function.arguments.word }}");
        var source = ("{% for m in messages %}" + form.TextOpening + "{{ m.content }}{% for c in m.tool_calls or [] %}" + written + "{% endfor %}{% endfor %}").Replace("\n", "{{ '\\n' }}");

        var template = new ChatTemplate(source, TemplateTokens.None, TimeProvider.System);

        Assert.Null(template.Problem);
        Assert.Same(form, ToolForms.All.FirstOrDefault(known => known.IsIn(template.Habits.WrittenCall ?? "")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Calls_OfTheForm_FitItsGrammarAndAreReadBack(string name)
    {
        var form = Form(name);
        var calls = form.Separator is null ? new[] { ("find", "one two") } : [("find", "one two"), ("find", "")];
        var answer = Written(form, calls).Replace(ToolForm.Id, "aB3456789").Replace($"{ToolForm.NumberCharacter}", "12");
        var (auto, required) = (Compile(form, ToolChoice.Auto), Compile(form, ToolChoice.Required));
        var reader = new ToolCallReader(form, form.Readers([Find]));

        Assert.True(Matching.Matches(required, answer));
        Assert.True(Matching.Matches(auto, answer));
        var behindText = form.TextOpening is null ? "Well. " + answer : $"{form.TextOpening}Well. {form.Trigger}{answer}";
        Assert.True(Matching.Matches(auto, behindText));
        Assert.False(Matching.Matches(required, behindText));
        Assert.False(Matching.IsBeginning(required, answer.Replace("find", "lose")));
        Assert.False(Matching.IsBeginning(auto, answer + "x"));
        var parts = answer.SelectMany(c => reader.Read(c.ToString()).Calls).ToList();
        Assert.True(reader.HasWholeCalls);
        Assert.Equal(calls.Select(call => call.Item1), parts.Select(part => part.Name).OfType<string>());
        Assert.Equal(
            calls.Select(call => $$"""{"word": "{{call.Item2}}"}""").Select(Compact),
            parts.GroupBy(part => part.Index).Select(call => Compact(string.Concat(call.Select(part => part.Arguments)))));
    }

    [Fact]
    public void Harmony_AsItsTemplateAddressesCalls_IsSeenToBeHarmony() =>
        Assert.True(JsonToolForms.Harmony.IsIn("<|start|>assistant to=functions.find<|channel|>commentary json<|message|>{\"word\": \"habitword\"}<|call|>"));

    [Fact]
    public void DeepSeek_AValueThatIsNoText_IsSaidToBeNone()
    {
        const string Parameter = "<｜DSML｜parameter name=\"";
        var (head, tail) = ("<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"find\">\n", "</｜DSML｜invoke>\n</｜DSML｜tool_calls>");
        var answer = $"{head}{Parameter}word\" string=\"true\">\"5\" </b></｜DSML｜parameter>\n{Parameter}most\" string=\"false\">5</｜DSML｜parameter>\n{tail}";
        var grammar = Compile(XmlToolForms.DeepSeek4, ToolChoice.Required);
        var reader = new ToolCallReader(XmlToolForms.DeepSeek4, XmlToolForms.DeepSeek4.Readers([Find]));

        Assert.True(Matching.Matches(grammar, answer));
        Assert.False(Matching.IsBeginning(grammar, $"{head}{Parameter}word\" string=\"false\">"));
        Assert.False(Matching.IsBeginning(grammar, $"{head}{Parameter}word\" string=\"true\">a</｜DSML｜parameter>\n{Parameter}most\" string=\"true\">"));
        Assert.Equal("""{"word": "\"5\" </b>", "most": 5}""", string.Concat(answer.SelectMany(c => reader.Read(c.ToString()).Calls).Select(part => part.Arguments)));
        Assert.True(reader.HasWholeCalls);
    }

    [Theory]
    [InlineData("""{"type":"object","anyOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}""", "anyOf")]
    [InlineData("""{"type":"object","enum":[{}]}""", "enum")]
    [InlineData("""{"type":"object","properties":{"a>b":{}}}""", "the name \"a>b\" cannot stand in this model's calls")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":["x\n</parameter>\ny"]}}}""", "holds what ends a value")]
    public void Xml_WhatItCannotWrite_IsRefused(string parameters, string reason)
    {
        var refused = Assert.Throws<GrammarRefusedException>(
            () => ToolGrammar.Compile(new ToolUse([ToolFunctions.Of("odd", parameters)]), new ToolFamily(XmlToolForms.QwenCoder)));

        Assert.StartsWith("function odd: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word", "any <b>\n</para", true)]
    [InlineData("word", "\"quoted\"", true)]
    [InlineData("color", "red", true)]
    [InlineData("color", "\"red\"", false)]
    [InlineData("color", "blue", false)]
    [InlineData("day", "\"2026-11-22\"", true)]
    [InlineData("day", "2026-11-22", false)]
    [InlineData("most", "5", true)]
    [InlineData("most", "\"5\"", false)]
    [InlineData("list", "[\"a\",\"b\"]", true)]
    [InlineData("maybe", "null", true)]
    [InlineData("maybe", "\"a\"", true)]
    [InlineData("maybe", "a", false)]
    public void Xml_AValue_IsItselfWhereAnyTextOrAListOfTextsFitsAndElseJson(string parameter, string value, bool fits)
    {
        const string Schema =
            """
            {"type":"object","properties":{"word":{"type":"string"},"color":{"enum":["red","green"]},"day":{"type":"string","format":"date"},"most":{"type":"integer"},
             "list":{"type":"array","items":{"type":"string"}},"maybe":{"type":["string","null"]}}}
            """;
        var grammar = ToolGrammar.Compile(new ToolUse([ToolFunctions.Of("f", Schema)], ToolChoice.Required), new ToolFamily(XmlToolForms.QwenCoder));

        Assert.Equal(fits, Matching.Matches(grammar, $"<tool_call>\n<function=f>\n<parameter={parameter}>\n{value}\n</parameter>\n</function>\n</tool_call>"));
    }

    private static GrammarProgram Compile(ToolForm form, ToolChoice choice) => ToolGrammar.Compile(new ToolUse([Find], choice), new ToolFamily(form));

    private static ToolForm Form(string name) => (ToolForm)KnownForms.Of(name);

    private static string Written(ToolForm form, params (string Name, string Word)[] calls) =>
        form.TextEnd + (form.TextOpening is null ? form.Trigger : "") + form.Prefix + string.Join(form.Separator, calls.Select(call => form.Opening + call.Name + Arguments(form, call.Word))) + form.Ending;

    private static string Arguments(ToolForm form, string word) => form switch
    {
        JsonToolForm json => $$"""{{json.Middle}}{"word": "{{word}}"}{{json.Closing}}""",
        NotedToolForm noted => $"{noted.Middle}word{noted.NameEnd}{noted.Mark}{word}{noted.Mark}{noted.Closing}",
        XmlToolForm xml => $"{xml.MiddleOf("find")}{xml.ParameterOpening}word{xml.NameEnd}{word}{xml.ValueEnd}{xml.Closing}",
        TagToolForm tags => $"{tags.Middle}{tags.OpeningOf("word")}{word}{tags.ClosingOf("word")}{tags.Closing}",
        _ => throw new ArgumentException(form.ToString()),
    };

    private static string Compact(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString();
}
