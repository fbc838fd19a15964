using System.Text.RegularExpressions;

namespace Aigen.Inference;

/// <summary>
/// The system prompt that some ChatML templates (SmolLM2, Qwen 2.5) put in front when the first message is not a system message.
/// libllama's renderer leaves it out. Such templates hold the whole system turn as one literal,
/// <c>'&lt;|im_start|&gt;system\nYou are ...&lt;|im_end|&gt;\n'</c>, and that literal is what is looked for; a template that builds
/// the turn in another way gets no default.
/// </summary>
internal static partial class DefaultSystemPrompt
{
    /// <summary>The default system prompt in the text of a template, or null.</summary>
    public static string? Find(string template)
    {
        var match = WholeSystemTurn().Match(template);
        if (!match.Success) return null;
        return match.Groups["prompt"].Value.Replace("\\n", "\n").Replace("\\'", "'").Replace("\\\"", "\"");
    }

    // The line breaks of the literal are escapes in some files and real in others.
    [GeneratedRegex(@"(?<quote>['""])<\|im_start\|>system(\\n|\n)(?<prompt>((?!\k<quote>)[^<\\]|\\.)+)<\|im_end\|>(\\n|\n)?\k<quote>")]
    private static partial Regex WholeSystemTurn();
}
