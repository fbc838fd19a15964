using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>How an answer of a model that reasons is read, and what its grammar leaves to the reasoning.</summary>
/// <param name="Family">How the model reasons.</param>
/// <param name="Start">Where the answer begins.</param>
/// <param name="Format">What becomes of the reasoning.</param>
internal sealed record ReasoningUse(ReasoningFamily Family, ReasoningStart Start, ReasoningFormat Format)
{
    // Templates write up to two line breaks behind the reasoning, and models learnt it from them.
    private const string Space = "\"\\n\"{0,2}";

    private GrammarProgram? _inside;
    private GrammarProgram? _whole;

    /// <summary>Null where nothing is to be read.</summary>
    public ReasoningReader? NewReader() => Format == ReasoningFormat.Apart ? new ReasoningReader(Family.Form, Start) : null;

    /// <summary>The grammar of the whole answer, for that of what stands behind the reasoning.</summary>
    /// <param name="answer">The grammar behind it.</param>
    /// <param name="isText">Whether that is, or may be, text and not only calls.</param>
    public GrammarProgram Around(GrammarProgram answer, bool isText)
    {
        if (Format != ReasoningFormat.Apart) return answer;
        if (_whole is not null && _inside == answer) return _whole;

        string[] closings = [.. new[] { isText ? Family.Form.AnswerClosing : "", Family.Form.TurnClosing }.Where(mark => mark.Length > 0)];
        _whole = closings.Length == 0
            ? GrammarSequence.Of(Before(isText), answer)
            : GrammarSequence.Of(Before(isText), answer, GbnfParser.Parse($"root ::= {string.Join(' ', closings.Select(mark => $"({Family.Tokens.Spell(mark)})?"))}", takesTokens: true));
        _inside = answer;
        return _whole;
    }

    private GrammarProgram Before(bool isText)
    {
        var (text, form, tokens) = (new GrammarText(), Family.Form, Family.Tokens);
        var opening = isText && form.AnswerOpening.Length > 0 ? $"({tokens.Spell(form.AnswerOpening)})?" : "\"\"";
        var unopened = form.ClosesUnopened ? $" | {tokens.Spell(form.Closing)} {Space}" : "";
        var root = Start switch
        {
            ReasoningStart.Open => $"{Block(text)} {opening}",
            ReasoningStart.Possible => $"({tokens.Spell(form.Opening)} {Block(text)}{unopened})? {opening}",
            _ => opening,
        };
        return GbnfParser.Parse(text.Finish(text.Rule(root)), takesTokens: true);
    }

    private string Block(GrammarText text) =>
        FreeText.Until(text, Family.Form.Closing, Family.Tokens, text.Rule(Family.Form.HasSpacedMarks ? "\"\"" : Space));
}
