using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>
/// Rules for any text up to a mark, by Knuth, Morris and Pratt's automaton: a rule for each number of characters of the mark that the text
/// ends with.
/// </summary>
internal static class FreeText
{
    /// <summary>Any text, the mark behind it, which the text has nowhere, and what follows that.</summary>
    /// <param name="text">The grammar.</param>
    /// <param name="mark">What ends the text. Control tokens in it must come as such, and the text may not spell it.</param>
    /// <param name="tokens">The control tokens.</param>
    /// <param name="then">The rule behind the mark.</param>
    public static string Until(GrammarText text, string mark, FormTokens tokens, string then = "") => Write(text, mark, tokens, then, isOptional: false, "");

    /// <summary>Any text, or any text and the mark and what follows it.</summary>
    /// <param name="text">The grammar.</param>
    /// <param name="mark">What ends the text. Control tokens in it must come as such, and the text may not spell it.</param>
    /// <param name="tokens">The control tokens.</param>
    /// <param name="then">The rule behind the mark.</param>
    /// <param name="front">Comes in front of a mark that begins with a control token; in front of others it is a part of the text.</param>
    public static string OrUntil(GrammarText text, string mark, FormTokens tokens, string then, string front = "") =>
        Write(text, mark, tokens, then, isOptional: true, front);

    /// <summary>Any text, or any text, the mark and a call. The mark, a character repeated, is text too where no name follows it.</summary>
    public static string OrUntilName(GrammarText text, string mark, string call)
    {
        var behind = text.Reserve();
        var anything = OrUntil(text, mark, FormTokens.None, behind);
        text.Define(behind, $"({call} | {Literal.Of(mark[..1])} {behind} | [^a-zA-Z0-9_\\-{Spell(mark[0])}] {anything})?");
        return anything;
    }

    /// <summary>Any text that does not begin with the mark, or the mark and what follows it.</summary>
    public static string Or(GrammarText text, string mark, string then)
    {
        string[] rules = [.. mark.Select(_ => text.Reserve()), then];
        var anything = text.Rule(".*");
        for (var held = 0; held < mark.Length; held++)
            text.Define(rules[held], $"({Literal.Of(mark[held].ToString())} {rules[held + 1]} | [^{Spell(mark[held])}] {anything})?");
        return rules[0];
    }

    private static string Write(GrammarText text, string mark, FormTokens tokens, string then, bool isOptional, string front)
    {
        var rules = mark.Select(_ => text.Reserve()).ToList();
        var characters = mark.Distinct().ToList();
        var control = tokens.FirstIn(mark);
        for (var held = 0; held < mark.Length; held++)
        {
            var steps = characters.Select(c => (Character: c, Held: Held(mark, held, c))).Where(step => step.Held > 0).ToList();
            var ways = steps.Where(step => control is null || step.Held < mark.Length)
                .Select(step => $"{Literal.Of(step.Character.ToString())} {(step.Held < mark.Length ? rules[step.Held] : then)}")
                .Append($"[^{string.Concat(steps.Select(step => Spell(step.Character)))}] {rules[0]}");
            if (control is { } at && mark[..held].EndsWith(mark[..at], StringComparison.Ordinal))
                ways = ways.Append($"{tokens.Spell((at == 0 ? front : "") + mark[at..])} {then}");
            text.Define(rules[held], $"({string.Join(" | ", ways)}){(isOptional ? "?" : "")}");
        }

        return rules[0];
    }

    /// <summary>How many characters of the mark a text ends with that ended with so many and goes on with another one.</summary>
    private static int Held(string mark, int held, char next)
    {
        var text = mark[..held] + next;
        while (!text.AsSpan().SequenceEqual(mark.AsSpan(0, text.Length))) text = text[1..];
        return text.Length;
    }

    private static string Spell(char c) => $"\\u{(int)c:X4}";
}
