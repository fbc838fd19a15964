using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// The grammar of answers that call functions: each call names one that there is, and its arguments fit the schema. Where the model may also
/// answer with text, that is any text up to the family's trigger, behind which a call must follow.
/// </summary>
internal static class ToolGrammar
{
    /// <exception cref="GrammarRefusedException">A function's schema cannot be said exactly, or all of them together are too much.</exception>
    public static GrammarProgram Compile(ToolUse tools, ToolFamily family)
    {
        var text = new GrammarText();
        var call = text.Rule(string.Join(" | ", tools.Callable.Select(function => Call(text, function, family))));
        var more = family.Separator is { } separator && tools.IsParallel && ToolUse.MaxCalls > 1
            ? $"({Literal.Of(separator + family.Trigger + family.Opening)} {call}){{0,{ToolUse.MaxCalls - 1}}}" : "";
        var calls = text.Rule($"{Literal.Of(family.Opening)} {call} {more}");
        return GbnfParser.Parse(text.Finish(tools.Choice == ToolChoice.Required ? text.Rule($"{Literal.Of(family.Trigger)} {calls}") : Text(text, family, calls)));
    }

    private static string Call(GrammarText text, ToolFunction function, ToolFamily family)
    {
        try
        {
            return $"{Literal.Of(function.Name + family.Middle)} {JsonSchemaCompiler.WriteRule(text, function.Schema)} {Literal.Of(family.Closing)}";
        }
        catch (SchemaRefusedException refused)
        {
            throw new GrammarRefusedException($"function {function.Name}: {refused.Message}");
        }
    }

    // A rule for each number of characters of the trigger that the text ends with (Knuth, Morris and Pratt's automaton).
    private static string Text(GrammarText text, ToolFamily family, string calls)
    {
        var trigger = family.Trigger;
        string[] rules = [.. Enumerable.Range(0, trigger.Length).Select(_ => text.Reserve()), calls];
        var anything = text.Rule(".*");
        for (var held = 0; held < trigger.Length; held++)
        {
            var steps = trigger.Distinct().Select(c => (Character: c, Held: Held(trigger, held, c))).Where(step => step.Held > 0).ToList();
            if (!family.CallsBehindText) steps.RemoveAll(step => step.Held != held + 1);
            var others = $"[^{string.Concat(steps.Select(step => $"\\x{(int)step.Character:X2}"))}]";
            var ways = steps.Select(step => $"{Literal.Of(step.Character.ToString())} {rules[step.Held]}");
            text.Define(rules[held], $"({string.Join(" | ", ways)} | {others} {(family.CallsBehindText ? rules[0] : anything)})?");
        }

        return rules[0];
    }

    /// <summary>How many characters of the trigger a text ends with that ended with so many and goes on with another one.</summary>
    private static int Held(string trigger, int held, char next)
    {
        var text = trigger[..held] + next;
        while (!text.AsSpan().SequenceEqual(trigger.AsSpan(0, text.Length))) text = text[1..];
        return text.Length;
    }
}
