namespace Aigen.Inference;

/// <summary>What a template expects of messages, found out by giving it some and looking for their words in the result.</summary>
/// <param name="TakesText">Whether content is a text; else it is a list with one part of type text.</param>
/// <param name="TakesSystem">Whether system messages are written.</param>
/// <param name="TakesArgumentObjects">Whether the arguments of a call are an object; else they are JSON as text.</param>
/// <param name="TakesTextOfCalls">Whether a message with calls has a text, if an empty one; else it has none.</param>
/// <param name="ReasoningName">Which member of a message has its reasoning; <c>content</c> where it is a part of that.</param>
/// <param name="WrittenReasoning">A chat in which the model has reasoned, as the template writes it; null where it leaves that out.</param>
/// <param name="WrittenCall">
/// A chat in which <see cref="Function"/> is called with <see cref="Arguments"/>, as the template writes it; null where it leaves calls out.
/// </param>
/// <param name="CallsInContent">How calls are put into the content, of a template that tells of functions and leaves calls out; null of others.</param>
internal sealed record TemplateHabits(
    bool TakesText, bool TakesSystem, bool TakesArgumentObjects, bool TakesTextOfCalls, string ReasoningName, string? WrittenReasoning, string? WrittenCall,
    ToolForm? CallsInContent = null)
{
    /// <summary>The member that is a list of parts where reasoning is one of them.</summary>
    public const string Content = "content";

    /// <summary>The function that is called on trial.</summary>
    public const string Function = "find";

    /// <summary>What it is called with.</summary>
    public const string Arguments = $$"""{"{{Parameter}}": "{{Word}}"}""";

    /// <summary>The one parameter of that.</summary>
    public const string Parameter = "word";

    /// <summary>Its value.</summary>
    public const string Word = "habitword";

    /// <summary>What is answered on trial.</summary>
    public const string Answer = "Good";

    /// <summary>The id of that call. Nine letters and digits: Mistral's templates refuse other ids.</summary>
    public const string Id = "call00001";

    // llama-server's and vLLM's name first; the others are those of single templates.
    private static readonly string[] ReasoningNames = ["reasoning_content", "reasoning", "thinking", Content];

    private static readonly TemplateHabits Usual = new(true, true, true, true, ReasoningNames[0], null, null);

    private static readonly ToolUse Tools = new([new ToolFunction(
        Function, null,
        """{"type":"function","function":{"name":"find","description":"Finds it.","parameters":{"type":"object","properties":{"word":{"type":"string","description":"What"}},"required":["word"]}}}""")]);

    private static readonly ChatMessage[] Call =
    [
        new(ChatRoles.User, "Hi"),
        new(ChatRoles.Assistant, "") { ToolCalls = [new ToolCall(Id, Function, Arguments)] },
        new(ChatRoles.Tool, "Done") { ToolCallId = Id },
        new(ChatRoles.Assistant, Answer),
        new(ChatRoles.User, "Thanks"),
    ];

    private static readonly ChatMessage[] Reasoned = [new(ChatRoles.User, "Hi"), new(ChatRoles.Assistant, Answer) { Reasoning = Word }];

    // Some write it only where the model goes on with the result of a call.
    private static readonly ChatMessage[] ReasonedCall =
    [
        new(ChatRoles.User, "Hi"),
        new(ChatRoles.Assistant, "") { Reasoning = Word, ToolCalls = [new ToolCall(Id, Function, "{}")] },
        new(ChatRoles.Tool, "Done") { ToolCallId = Id },
    ];

    public static TemplateHabits Find(ChatTemplate template)
    {
        ChatMessage[] question = [new(ChatRoles.User, Word)];
        var isText = Written(template, Usual, question) is not null || Written(template, Usual with { TakesText = false }, question) is null;
        var habits = Usual with { TakesText = isText };
        habits = habits with { TakesSystem = Written(template, habits, [new(ChatRoles.System, Word), new(ChatRoles.User, "Hi")]) is not null };

        var withCalls = WithCalls(template, habits);
        withCalls = withCalls.WrittenCall is not null ? withCalls : WithCalls(template, habits with { TakesTextOfCalls = false }) is { WrittenCall: not null } without ? without : WithCallsInContent(template, withCalls);
        return WithReasoning(template, withCalls);
    }

    private static TemplateHabits WithReasoning(ChatTemplate template, TemplateHabits habits)
    {
        foreach (var name in ReasoningNames)
        {
            var named = habits with { ReasoningName = name };
            // In quotation marks is a list of parts that was taken for a text.
            if ((Written(template, named, Reasoned) ?? Written(template, named, ReasonedCall, Tools)) is { } written
                && !written.Contains($"'{Word}'", StringComparison.Ordinal) && !written.Contains($"\"{Word}\"", StringComparison.Ordinal))
                return named with { WrittenReasoning = written };
        }

        return habits;
    }

    private static TemplateHabits WithCalls(ChatTemplate template, TemplateHabits habits)
    {
        // An object that was written as Python writes it was taken for a text.
        var withObject = Written(template, habits, Call, Tools);
        var withText = Written(template, habits with { TakesArgumentObjects = false }, Call, Tools);
        var isObject = withText is null || (withObject is not null && !withObject.Contains($"{{'word': '{Word}'}}", StringComparison.Ordinal));
        return habits with { TakesArgumentObjects = isObject, WrittenCall = isObject ? withObject : withText };
    }

    private static TemplateHabits WithCallsInContent(ChatTemplate template, TemplateHabits habits)
    {
        if (ToolForms.All.FirstOrDefault(form => form.ToldBy is { } told && template.Source.Contains(told, StringComparison.Ordinal)) is not { } form) return habits;
        var inContent = habits with { CallsInContent = form };
        return Written(template, inContent, Call, Tools) is { } written ? inContent with { WrittenCall = written } : habits;
    }

    // The result, where the word is in it.
    private static string? Written(ChatTemplate template, TemplateHabits habits, ChatMessage[] messages, ToolUse? tools = null)
    {
        var (chat, _) = template.Render(messages, tools, habits);
        return chat is not null && chat.Text.Contains(Word, StringComparison.Ordinal) ? chat.Text : null;
    }
}
