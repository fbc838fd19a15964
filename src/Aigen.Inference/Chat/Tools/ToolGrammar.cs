using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// The grammar of answers that call functions: each call names one that there is, and its arguments fit the schema. Where the model may also
/// answer with text, that is any text up to the form's trigger, behind which a call must follow.
/// </summary>
internal static class ToolGrammar
{
    /// <exception cref="GrammarRefusedException">A function's schema cannot be said exactly, or all of them together are too much.</exception>
    public static GrammarProgram Compile(ToolUse tools, ToolFamily family)
    {
        var (text, form) = (new GrammarText(), family.Form);
        var call = text.Rule(string.Join(" | ", tools.Callable.Select(function => Call(text, function, family))));
        var more = form.Separator is { } separator && tools.IsParallel && ToolUse.MaxCalls > 1
            ? $"({family.Tokens.Spell(separator + form.Opening)} {call}){{0,{ToolUse.MaxCalls - 1}}}" : "";
        var calls = text.Rule($"{family.Tokens.Spell(form.Prefix + form.Opening)} {call} {more} {family.Tokens.Spell(form.Ending)}");
        return GbnfParser.Parse(text.Finish(Root(text, tools, family, calls)), takesTokens: true);
    }

    private static string Root(GrammarText text, ToolUse tools, ToolFamily family, string calls)
    {
        var form = family.Form;
        if (tools.Choice == ToolChoice.Required) return form.TextOpening is null ? text.Rule($"{family.Tokens.Spell(form.TextEnd + form.Trigger)} {calls}") : calls;
        if (!form.CallsBehindText) return FreeText.Or(text, form.Trigger, calls);
        var answer = form.TriggerNeedsName
            ? FreeText.OrUntilName(text, form.Trigger, calls)
            : FreeText.OrUntil(text, form.Trigger, family.Tokens, form.TriggerEnds ? text.Rule($"{calls}?") : calls, form.TextEnd);
        return form.TextOpening is null ? answer : text.Rule($"{calls} | {family.Tokens.Spell(form.TextOpening)} {answer}");
    }

    private static string Call(GrammarText text, ToolFunction function, ToolFamily family)
    {
        if (family.Form.Others.Contains(function.Name))
            throw new GrammarRefusedException($"function {function.Name}: no function of this model can be named {string.Join(" or ", family.Form.Others)}");
        try
        {
            return family.Form.WriteCall(text, function, family);
        }
        catch (SchemaRefusedException refused)
        {
            throw new GrammarRefusedException($"function {function.Name}: {refused.Message}");
        }
    }
}
