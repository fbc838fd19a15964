namespace Aigen.Inference;

/// <summary>How a model sets its reasoning apart from its answer: between <see cref="Opening"/> and <see cref="Closing"/>, in front of it.</summary>
/// <param name="Opening">What the reasoning begins with; a prompt may end with it. Empty where the model has none, and only its answers are set apart.</param>
/// <param name="Closing">What ends it.</param>
internal sealed record ReasoningForm(string Opening, string Closing)
{
    /// <summary>What is in templates of this form, or in what they write, and in no others.</summary>
    public string Mark { get; init; } = Closing;

    /// <summary>What may stand in front of the answer itself, and is no part of it.</summary>
    public string AnswerOpening { get; init; } = "";

    /// <summary>What may stand behind it.</summary>
    public string AnswerClosing { get; init; } = "";

    /// <summary>What may stand at the very end, behind calls too.</summary>
    public string TurnClosing { get; init; } = "";

    /// <summary>Whether a prompt that ends with <see cref="Closing"/> has reasoning behind it; else every prompt may end so.</summary>
    public bool ClosesPrompts { get; init; } = true;

    /// <summary>Whether an answer without reasoning may begin with <see cref="Closing"/>.</summary>
    public bool ClosesUnopened { get; init; }

    /// <summary>Whether the model reasons.</summary>
    public bool Reasons => Opening.Length > 0;

    /// <summary>Whether the marks begin with white space themselves; else such may stand around them.</summary>
    public bool HasSpacedMarks => Opening.StartsWith(' ');

    /// <summary>The fixed texts, which the vocabulary may have control tokens for.</summary>
    public IEnumerable<string> Texts => [Opening, Closing, AnswerOpening, AnswerClosing, TurnClosing];
}
