using Aigen.Inference.Jinja;

namespace Aigen.Inference;

/// <summary>
/// A model's chat template: its author's Jinja, run by our own interpreter. What stood in messages and tools is known in the result, so that control
/// tokens are read only where the template wrote them.
/// </summary>
internal sealed class ChatTemplate
{
    private readonly JinjaTemplate? _template;
    private readonly TemplateTokens _tokens;
    private readonly TimeProvider _time;
    private readonly Lazy<TemplateHabits> _habits;

    /// <param name="source">As the model file has it.</param>
    /// <param name="tokens">What it may write.</param>
    /// <param name="time">From which it gets the date, in UTC.</param>
    public ChatTemplate(string source, TemplateTokens tokens, TimeProvider time)
    {
        (Source, _tokens, _time) = (source, tokens, time);
        _habits = new Lazy<TemplateHabits>(() => TemplateHabits.Find(this));
        try
        {
            _template = JinjaTemplate.Parse(source);
        }
        catch (JinjaSyntaxException fault)
        {
            Problem = fault.Message;
        }
    }

    public string Source { get; }

    /// <summary>Why it is none that can be read; null where it is one.</summary>
    public string? Problem { get; }

    /// <summary>What it expects of messages.</summary>
    public TemplateHabits Habits => _habits.Value;

    /// <summary>Whether a text stands in it, or in what it writes where the model has reasoned.</summary>
    public bool Has(string mark) =>
        Source.Contains(mark, StringComparison.Ordinal) || (Habits.WrittenReasoning?.Contains(mark, StringComparison.Ordinal) ?? false);

    /// <summary>The rendered chat, ending where the assistant's answer begins; or why there is none, as the rest of a sentence about the template.</summary>
    public (RenderedChat? Chat, string? Refusal) Render(IReadOnlyList<ChatMessage> messages, ToolUse? tools, TemplateArguments? arguments = null) =>
        Render(messages, tools, Habits, arguments);

    /// <summary>The same for given habits.</summary>
    public (RenderedChat? Chat, string? Refusal) Render(IReadOnlyList<ChatMessage> messages, ToolUse? tools, TemplateHabits habits, TemplateArguments? arguments = null)
    {
        if (_template is null) return (null, $"cannot be read: {Problem}");
        try
        {
            var text = _template.Render([.. arguments?.Variables() ?? [], .. Variables(messages, tools, habits)]);
            return (new RenderedChat(text.Value, text.Given), null);
        }
        catch (TemplateRefusal refused)
        {
            return (null, $"refuses the messages: {refused.Message}");
        }
        catch (JinjaException failed)
        {
            return (null, $"cannot render the messages: {failed.Message}");
        }
    }

    // The names that transformers gives to templates too. What is absent is undefined.
    private Dictionary<string, JinjaValue> Variables(IReadOnlyList<ChatMessage> messages, ToolUse? tools, TemplateHabits habits)
    {
        var variables = new Dictionary<string, JinjaValue>
        {
            ["messages"] = MessageValues.Of(messages, habits),
            ["add_generation_prompt"] = JinjaBoolean.True,
            ["strftime_now"] = new JinjaFunction("strftime_now", arguments => JinjaString.Own(DateFormat.Write(_time.GetUtcNow(), arguments.RequiredText(0, "format").Value))),
        };
        if (tools is not null) variables["tools"] = new JinjaList([.. tools.Functions.Select(function => JsonReader.Read(function.Json))]);
        // Templates put these two behind other text without asking; llama.cpp gives them an empty text too.
        variables["bos_token"] = JinjaString.Own(_tokens.Bos ?? "");
        variables["eos_token"] = JinjaString.Own(_tokens.Eos ?? "");
        if (_tokens.Pad is { } pad) variables["pad_token"] = JinjaString.Own(pad);
        return variables;
    }
}
