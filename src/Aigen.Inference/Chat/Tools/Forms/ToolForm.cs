using System.Text;
using Aigen.Inference.Grammars;
using Aigen.Inference.Jinja;

namespace Aigen.Inference;

/// <summary>
/// How calls of functions are written: <see cref="Trigger"/>, <see cref="Prefix"/>, calls with <see cref="Separator"/> between them,
/// <see cref="Ending"/>. A call is <see cref="Opening"/>, the function's name, and what the kind of form makes of the arguments.
/// </summary>
/// <param name="Trigger">The text by which an answer turns to calling.</param>
internal abstract record ToolForm(string Trigger)
{
    /// <summary>Stands in fixed texts for a letter or digit of an id, which the model may choose and nobody reads: each call gets an id of the node.</summary>
    public const char IdCharacter = '\uFFFF';

    /// <summary>Stands in fixed texts for a call's number, of one digit or two, which nobody reads either. No text ends with it.</summary>
    public const char NumberCharacter = '\uFFFE';

    /// <summary>Stands in fixed texts for the function's name, where a call has it again.</summary>
    public const char NameCharacter = '\uFDD0';

    /// <summary>The place of an id. Mistral's templates refuse ids that are not nine letters and digits.</summary>
    public static readonly string Id = new(IdCharacter, 9);

    /// <summary>Whether text may come before the first call; else an answer is either text or a call.</summary>
    public bool CallsBehindText { get; init; } = true;

    /// <summary>What ends the text in front of the calls, if an empty one; nothing where that just goes over into them.</summary>
    public string TextEnd { get; init; } = "";

    /// <summary>The number of the first call, where calls have numbers.</summary>
    public char FirstNumber { get; init; } = '0';

    /// <summary>Whether the trigger is something that people write too: it is one only where a name follows.</summary>
    public bool TriggerNeedsName { get; init; }

    /// <summary>Whether the trigger may also end the answer: then a text ends with it, and nothing is called.</summary>
    public bool TriggerEnds { get; init; }

    /// <summary>
    /// What a text begins with where the trigger is only between text and call, as the prompt ends with it: an answer without this opening is calls.
    /// Null where every call has its trigger.
    /// </summary>
    public string? TextOpening { get; init; }

    /// <summary>The names that mean somebody else than a function.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What stands once before the first call.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands before each name.</summary>
    public string Opening { get; init; } = "";

    /// <summary>What stands between two calls; null where an answer has one at most.</summary>
    public string? Separator { get; init; }

    /// <summary>What stands once behind the last call.</summary>
    public string Ending { get; init; } = "";

    /// <summary>How templates write the text up to the arguments of the call on trial, where models write it otherwise too; null where it is the same.</summary>
    public string? WrittenAs { get; init; }

    /// <summary>
    /// What stands in a template that tells its model of functions and leaves calls out: then they are written into the content. Null where such a
    /// template does not say whose it is.
    /// </summary>
    public string? ToldBy { get; init; }

    /// <summary>Whether the ids of calls must have nine letters and digits.</summary>
    public bool TakesShortIds { get; init; }

    /// <summary>The fixed texts of a call that the vocabulary may have control tokens for.</summary>
    public abstract IEnumerable<string> Texts { get; }

    /// <summary>Behind the arguments of a call: what leads to the next name, and what ends all of them.</summary>
    public string[] Continuations => Separator is null ? [Ending] : Ending.Length == 0 ? [Separator + Opening] : [Separator + Opening, Ending];

    /// <summary>
    /// Whether a chat has a call of <see cref="TemplateHabits.Function"/> on trial that is written so. Some templates leave the ending out where
    /// there is one call only.
    /// </summary>
    public bool IsIn(string chat)
    {
        if (TextOpening is not null && !chat.Contains(TextOpening + TemplateHabits.Answer, StringComparison.Ordinal)) return false;
        var written = $"{(TextOpening is null ? Trigger : "")}{Prefix}{Opening}{TemplateHabits.Function}{TrialArguments}";
        return chat.Contains(written.Replace(Id, TemplateHabits.Id, StringComparison.Ordinal).Replace(NumberCharacter, FirstNumber), StringComparison.Ordinal)
            || (WrittenAs is { } other && chat.Contains(other + TemplateHabits.Arguments, StringComparison.Ordinal));
    }

    /// <summary>Calls as their model wrote them, for templates that leave them out. Names and arguments count as the request's.</summary>
    public TrackedText Write(IReadOnlyList<ToolCall> calls) => TrackedText.Join([
        .. calls.SelectMany((call, i) => (TrackedText[])
            [TrackedText.Own((i == 0 ? Trigger + Prefix : Separator ?? Trigger + Prefix) + Opening), TrackedText.OfRequest(call.Name + Arguments(call.Arguments))]),
        TrackedText.Own(Ending),
    ]);

    /// <summary>Whether a character stands for one that the model chooses.</summary>
    public static bool IsFree(char c) => c is IdCharacter or NumberCharacter;

    /// <summary>Whether a text is a fixed one, whatever the model chose in it.</summary>
    public static bool IsWhole(string fixedText, StringBuilder text)
    {
        var at = 0;
        foreach (var c in fixedText)
        {
            if (at == text.Length) return false;
            var next = text[at++];
            if (!IsFree(c) && c != next) return false;
            if (c == NumberCharacter && at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }

        return at == text.Length;
    }

    /// <summary>The rule of a call behind its opening.</summary>
    /// <exception cref="SchemaRefusedException">The function's schema cannot be said.</exception>
    public abstract string WriteCall(GrammarText text, ToolFunction function, ToolFamily family);

    /// <summary>Makes what takes the calls of an answer apart behind the first one's opening.</summary>
    public abstract Func<CallReader> Readers(IEnumerable<ToolFunction> functions);

    /// <summary>What <see cref="TemplateHabits.Arguments"/> become behind the name.</summary>
    protected abstract string TrialArguments { get; }

    /// <summary>What arguments become behind the name; of forms that templates leave out.</summary>
    protected virtual string Arguments(string json) => throw new NotSupportedException($"{Trigger} is written by its templates.");
}
