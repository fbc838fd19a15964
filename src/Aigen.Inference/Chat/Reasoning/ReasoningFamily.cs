namespace Aigen.Inference;

/// <summary>How a model reasons.</summary>
/// <param name="Form">How its reasoning is set apart.</param>
/// <param name="Tokens">What in that is control tokens of the model.</param>
internal sealed record ReasoningFamily(ReasoningForm Form, FormTokens Tokens)
{
    /// <summary>The one of a model file's chat template; null where that is of no known form.</summary>
    public static ReasoningFamily? Of(ChatTemplates? templates, Vocabulary vocabulary) =>
        templates is not null && ReasoningForms.All.FirstOrDefault(form => templates.Have(form.Mark)) is { } form
        && FormTokens.Of(form.Texts, vocabulary) is { } tokens ? new ReasoningFamily(form, tokens) : null;

    /// <summary>How an answer is read that begins so; null where it is an answer like any other.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="format">What the request wants of its reasoning.</param>
    /// <param name="isAddressed">Whether calls are told from text by what stands in front of that.</param>
    public ReasoningUse? Use(ReasoningStart start, ReasoningFormat format, bool isAddressed = false)
    {
        if (start == ReasoningStart.Closed && Form.AnswerOpening.Length == 0) return null;
        return new ReasoningUse(this, start, isAddressed || !Form.Reasons ? ReasoningFormat.Apart : format);
    }

    /// <summary>Where an answer to a chat begins. Only what the template wrote says so.</summary>
    public ReasoningStart StartOf(RenderedChat chat)
    {
        if (!Form.Reasons) return ReasoningStart.Closed;
        var end = chat.Text.AsSpan().TrimEnd();
        if (EndsWith(end, Form.Opening)) return ReasoningStart.Open;
        var isClosed = (Form.ClosesPrompts && EndsWith(end, Form.Closing)) || (Form.AnswerOpening.Length > 0 && EndsWith(end, Form.AnswerOpening));
        return isClosed ? ReasoningStart.Closed : ReasoningStart.Possible;

        bool EndsWith(ReadOnlySpan<char> text, string mark) =>
            text.EndsWith(mark, StringComparison.Ordinal) && (chat.Contents.Count == 0 || chat.Contents[^1].End <= text.Length - mark.Length);
    }
}
