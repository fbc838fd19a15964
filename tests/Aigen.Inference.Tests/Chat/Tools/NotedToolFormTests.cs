using System.Text.Json.Nodes;
using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Calls in notations of the models' own: what fits them, what is JSON in them all the same, and what comes of it.</summary>
public sealed class NotedToolFormTests
{
    private const string Schema =
        """
        {"type":"object","properties":{"word":{"type":"string"},"color":{"enum":["red","it's \"x\""]},"day":{"type":"string","format":"date"},"most":{"type":"integer"},
         "list":{"type":"array","items":{"type":["string","boolean","null"]}},"any":{},"place":{"type":"object","properties":{"zip":{"type":"string"},"City":{"type":"string"}},"required":["zip","City"]}}}
        """;

    [Theory]
    [InlineData("word:<|\"|>a \"b\" \\ {c:1},\n'd' <|<|\"|>", """{"word":"a \"b\" \\ {c:1},\n'd' <|"}""")]
    [InlineData("word:<|\"|><|\"|>", """{"word":""}""")]
    [InlineData("color:<|\"|>it's \"x\"<|\"|>", """{"color":"it's \"x\""}""")]
    [InlineData("day:\"2026-11-22\",most:-5", """{"day":"2026-11-22","most":-5}""")]
    [InlineData("list:[<|\"|>a<|\"|>,true,false,null]", """{"list":["a",true,false,null]}""")]
    [InlineData("any:{\"a\": [1.5e3, \"}\\\"\"]},list:[]", """{"any":{"a":[1.5e3,"}\""]},"list":[]}""")]
    [InlineData("place:{City:<|\"|>Köln 🏛<|\"|>,zip:<|\"|>0<|\"|>},word:<|\"|>x<|\"|>", """{"place":{"City":"Köln 🏛","zip":"0"},"word":"x"}""")]
    [InlineData("", "{}")]
    public void Gemma_Arguments_AreReadAsTheirJson(string written, string json) =>
        AssertRead(NotedToolForms.Gemma, $"<|tool_call>call:f{{{written}}}<tool_call|>", json);

    [Theory]
    [InlineData("""word='a "b" \\ \'c\' \n{d=1},'""", """{"word":"a \"b\" \\ 'c' \n{d=1},"}""")]
    [InlineData("""word="a \"b\" 'c' \u00e9" """, """{"word":"a \"b\" 'c' é"}""")]
    [InlineData("""color='it\'s "x"', day="2026-11-22", most=5""", """{"color":"it's \"x\"","day":"2026-11-22","most":5}""")]
    [InlineData("""list=['a', True, False, None]""", """{"list":["a",true,false,null]}""")]
    [InlineData("""list=[], any={"a": [true, "}"]}""", """{"list":[],"any":{"a":[true,"}"]}}""")]
    [InlineData("""place={'zip': '0', 'City': 'Köln 🏛'}""", """{"place":{"zip":"0","City":"Köln 🏛"}}""")]
    [InlineData("""color="red", place={"zip": "0", "City": 'x'}""", """{"color":"red","place":{"zip":"0","City":"x"}}""")]
    [InlineData("", "{}")]
    public void Liquid_Arguments_AreReadAsTheirJson(string written, string json) =>
        AssertRead(NotedToolForms.Liquid, $"<|tool_call_start|>[f({written.TrimEnd()})]<|tool_call_end|>", json);

    [Theory]
    [InlineData("word:\"a\"")]
    [InlineData("color:<|\"|>blue<|\"|>")]
    [InlineData("day:<|\"|>2026-11-22<|\"|>")]
    [InlineData("most:<|\"|>5<|\"|>")]
    [InlineData("list:[None]")]
    [InlineData("word:<|\"|>x<|\"|>,most:5")]
    [InlineData("other:1")]
    [InlineData("place:{zip:<|\"|>0<|\"|>,City:<|\"|>x<|\"|>}")]
    public void Gemma_WhatDoesNotFit_IsNotWritten(string written) =>
        Assert.False(Matching.Matches(Compile(NotedToolForms.Gemma, Schema), $"<|tool_call>call:f{{{written}}}<tool_call|>"));

    [Theory]
    [InlineData("word='a\nb'")]
    [InlineData("word='a'b'")]
    [InlineData("word='\\x41'")]
    [InlineData("list=[true]")]
    [InlineData("most=5, word='x'")]
    [InlineData("most=5,list=[]")]
    public void Liquid_WhatDoesNotFit_IsNotWritten(string written) =>
        Assert.False(Matching.Matches(Compile(NotedToolForms.Liquid, Schema), $"<|tool_call_start|>[f({written})]<|tool_call_end|>"));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a b":{}}}""", "the name \"a b\" cannot stand in this model's calls")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","properties":{"b:c":{}}}}}""", "the name \"b:c\" cannot stand in this model's calls")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":["x<|\"|>"]}}}""", "holds what ends a text in this model's calls")]
    public void Gemma_WhatItCannotWrite_IsRefused(string parameters, string reason)
    {
        var refused = Assert.Throws<GrammarRefusedException>(() => Compile(NotedToolForms.Gemma, parameters));

        Assert.StartsWith("function f: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private static void AssertRead(ToolForm form, string answer, string json)
    {
        var reader = new ToolCallReader(form, form.Readers([ToolFunctions.Of("f", Schema)]));

        Assert.True(Matching.Matches(Compile(form, Schema), answer));
        var parts = answer.SelectMany(c => reader.Read(c.ToString()).Calls).ToList();
        Assert.True(reader.HasWholeCalls);
        Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), JsonNode.Parse(string.Concat(parts.Select(part => part.Arguments)))!.ToJsonString());
    }

    private static GrammarProgram Compile(ToolForm form, string schema) =>
        ToolGrammar.Compile(new ToolUse([ToolFunctions.Of("f", schema)], ToolChoice.Required), new ToolFamily(form));
}
