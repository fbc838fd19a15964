using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Grammar;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Kimi K3's calls: they stand behind the answer's text, which has an end of its own, and each argument says of which type it is.</summary>
public sealed class Kimi3FormTests
{
    private const string Tools = "<|open|>tools<|sep|>";
    private const string Call = "<|open|>call tool=\"find\" index=\"1\"<|sep|>";
    private const string End = "<|close|>call<|sep|><|close|>tools<|sep|>";
    private const string TextEnd = "<|close|>response<|sep|>";

    private static readonly ToolFunction Find = ToolFunctions.Of(
        "find",
        """
        {"type":"object","properties":{"word":{"type":"string"},"maybe":{"anyOf":[{"type":"string"},{"type":"null"}]},"kind":{"enum":["a","b",2,null]},
         "day":{"type":"string","format":"date"},"most":{"type":["integer","boolean"]},"in":{"type":"array","items":{"type":"string"}},"any":{},
         "by":{"type":"object","properties":{"x":{"type":"number"}},"required":["x"]}}}
        """);

    [Theory]
    [InlineData("word", "string", "a < b && \"c\"\n<|close|>call<|sep|>", "\"a < b && \\\"c\\\"\\n<|close|>call<|sep|>\"")]
    [InlineData("word", "string", "", "\"\"")]
    [InlineData("word", "string", "null", "\"null\"")]
    [InlineData("maybe", "string", "5", "\"5\"")]
    [InlineData("maybe", "null", "null", "null")]
    [InlineData("kind", "string", "b", "\"b\"")]
    [InlineData("kind", "number", "2", "2")]
    [InlineData("kind", "null", "null", "null")]
    [InlineData("day", "string", "\"2026-11-22\"", "\"2026-11-22\"")]
    [InlineData("most", "number", "-7", "-7")]
    [InlineData("most", "boolean", "true", "true")]
    [InlineData("in", "array", "[\"<|close|>argument<|sep|>\",\"b\"]", "[\"<|close|>argument<|sep|>\",\"b\"]")]
    [InlineData("by", "object", "{\"x\": 1.5}", "{\"x\": 1.5}")]
    [InlineData("any", "string", "[1]", "\"[1]\"")]
    [InlineData("any", "array", "[1]", "[1]")]
    [InlineData("any", "object", "{}", "{}")]
    public void AnArgument_OfItsType_IsReadBack(string name, string type, string written, string json)
    {
        var answer = TextEnd + Tools + Call + Argument(name, type, written) + End;
        var reader = new ToolCallReader(XmlToolForms.Kimi3, XmlToolForms.Kimi3.Readers([Find]));

        Assert.True(Matching.Matches(Compile(ToolChoice.Required), answer));
        Assert.Equal($$"""{"{{name}}": {{json}}}""", string.Concat(answer.SelectMany(c => reader.Read(c.ToString()).Calls).Select(part => part.Arguments)));
        Assert.True(reader.HasWholeCalls);
    }

    [Theory]
    [InlineData("word", "number", "5")]
    [InlineData("word", "null", "null")]
    [InlineData("maybe", "null", "5")]
    [InlineData("kind", "string", "c")]
    [InlineData("kind", "string", "2")]
    [InlineData("kind", "number", "3")]
    [InlineData("most", "boolean", "5")]
    [InlineData("most", "integer", "5")]
    [InlineData("in", "string", "[]")]
    [InlineData("in", "object", "[]")]
    public void AnArgument_OfAnotherType_DoesNotFit(string name, string type, string written) =>
        Assert.False(Matching.Matches(Compile(ToolChoice.Required), TextEnd + Tools + Call + Argument(name, type, written) + End));

    [Theory]
    [InlineData(ToolChoice.Auto, "Noon.<|close|>response<|sep|><|close|>message<|sep|>", true)]
    [InlineData(ToolChoice.Auto, "Hm.<|close|>think<|sep|><|open|>response<|sep|>Noon.<|close|>response<|sep|>", true)]
    [InlineData(ToolChoice.Auto, "Hm.<|close|>think<|sep|><|open|>response<|sep|>Noon.<|close|>response<|sep|>CALLS<|close|>message<|sep|>", true)]
    [InlineData(ToolChoice.Auto, "Hm.<|close|>think<|sep|><|open|>response<|sep|><|close|>response<|sep|>CALLS", true)]
    [InlineData(ToolChoice.Auto, "Hm.<|close|>think<|sep|><|open|>response<|sep|><|close|>response<|sep|>CALLS and more", false)]
    [InlineData(ToolChoice.Required, "Hm.<|close|>think<|sep|><|open|>response<|sep|><|close|>response<|sep|>CALLS<|close|>message<|sep|>", true)]
    [InlineData(ToolChoice.Required, "Hm.<|close|>think<|sep|><|open|>response<|sep|>Noon.<|close|>response<|sep|>CALLS", false)]
    [InlineData(ToolChoice.Required, "Hm.<|close|>think<|sep|><|open|>response<|sep|><|close|>response<|sep|>", false)]
    public void AnAnswer_WithReasoningAndCalls_IsHeldAndTakenApart(ToolChoice choice, string answer, bool fits)
    {
        answer = answer.Replace("CALLS", Tools + Call + Argument("word", "string", "<b>") + End);
        var isOpen = answer.StartsWith("Hm.", StringComparison.Ordinal);
        var use = new ReasoningUse(new ReasoningFamily(ReasoningForms.Kimi3, FormTokens.None), isOpen ? ReasoningStart.Open : ReasoningStart.Possible, ReasoningFormat.Apart);
        var options = new GenerationOptions
        {
            ResponseFormat = new ToolUse([Find], choice).FormatFor(new ToolFamily(XmlToolForms.Kimi3)),
            Reasoning = use,
        };

        Assert.Equal(fits, Matching.Matches(options.Grammar!, answer));
        if (!fits) return;

        var parts = new AnswerParts(options);
        var pieces = answer.Select(c => parts.Read([c])).Append(parts.End("")).ToList();
        Assert.Equal(isOpen ? "Hm." : "", string.Concat(pieces.Select(piece => piece.Reasoning)));
        Assert.Equal(answer.Contains("Noon.", StringComparison.Ordinal) ? "Noon." : "", string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal(answer.Contains("find", StringComparison.Ordinal) ? "{\"word\": \"<b>\"}" : "", string.Concat(pieces.SelectMany(piece => piece.Calls).Select(call => call.Arguments)));
    }

    [Fact]
    public void AMarkThatIsAControlToken_ComesAsThatTokenAndIsNotSpelled()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Hermes, "<|controls|>");
        var vocabulary = model.Vocabulary;
        var tokens = FormTokens.Of(["<|controls|>"], vocabulary)!;
        var (control, use) = (Assert.Single(vocabulary.Tokenize("<|controls|>", parseSpecial: true)), new ToolUse([Find]));
        // One control token in every place where the family has three.
        var form = (XmlToolForm)XmlToolForms.Kimi3 with
        {
            Trigger = "<|controls|>tools:",
            TextEnd = "<|controls|>response",
            ValueEnd = "<|controls|>argument<|sep|>",
            Closing = "<|controls|>call",
            Ending = "<|controls|>tools",
        };
        var grammar = new GrammarConstraint(ToolGrammar.Compile(use, new ToolFamily(form, tokens)), vocabulary);

        Accept("Let me look: <|controls|>tools");
        Assert.False(grammar.Allows(Last(":")));
        grammar.Accept(control);
        Accept("response");
        Assert.False(grammar.MayEnd);
        grammar.Accept(control);
        Accept($"tools:{Call}<|open|>argument key=\"word\" type=\"string\"<|sep|>any <|controls|>argument<|sep|");
        Assert.False(grammar.Allows(Last(">")));
        grammar.Accept(control);
        Accept("argument<|sep|>");
        grammar.Accept(control);
        Accept("call");
        grammar.Accept(control);
        Accept("tools");
        Assert.True(grammar.MayEnd);

        int Last(string text) => vocabulary.Tokenize(text, parseSpecial: false)[^1];

        void Accept(string text)
        {
            foreach (var token in vocabulary.Tokenize(text, parseSpecial: false)) grammar.Accept(token);
        }
    }

    private static string Argument(string name, string type, string written) => $"<|open|>argument key=\"{name}\" type=\"{type}\"<|sep|>{written}<|close|>argument<|sep|>";

    private static GrammarProgram Compile(ToolChoice choice) => ToolGrammar.Compile(new ToolUse([Find], choice), new ToolFamily(XmlToolForms.Kimi3));
}
