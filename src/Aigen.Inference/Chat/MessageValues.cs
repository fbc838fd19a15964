using Aigen.Inference.Jinja;

namespace Aigen.Inference;

/// <summary>Messages as templates see them, with OpenAI's names.</summary>
internal static class MessageValues
{
    public static JinjaList Of(IReadOnlyList<ChatMessage> messages, TemplateHabits habits)
    {
        var names = messages.SelectMany(message => message.ToolCalls).Where(call => call.Id.Length > 0)
            .GroupBy(call => call.Id, StringComparer.Ordinal).ToDictionary(calls => calls.Key, calls => calls.Last().Name, StringComparer.Ordinal);
        return new JinjaList([.. Merged(messages, habits).Select(message => Message(message, habits, names))]);
    }

    // As llama.cpp's server has it for templates without system messages: the text goes in front of the next one.
    private static IReadOnlyList<ChatMessage> Merged(IReadOnlyList<ChatMessage> messages, TemplateHabits habits)
    {
        if (habits.TakesSystem || messages is not [{ Role: ChatRoles.System } system, var next, ..]) return messages;
        return [next with { Content = $"{system.Content}\n{next.Content}" }, .. messages.Skip(2)];
    }

    private static JinjaDict Message(ChatMessage message, TemplateHabits habits, Dictionary<string, string> names)
    {
        var values = new JinjaDict();
        // One of four words, so that a template may build a control token of it.
        values.Set("role", JinjaString.Own(message.Role));
        values.Set(TemplateHabits.Content, Content(message, habits));
        if (message.Reasoning is { Length: > 0 } reasoning && habits.ReasoningName != TemplateHabits.Content)
            values.Set(habits.ReasoningName, Given(reasoning));
        if (message.ToolCalls.Count > 0 && habits.CallsInContent is null) values.Set("tool_calls", new JinjaList([.. message.ToolCalls.Select(call => Call(call, habits))]));
        if (message.ToolCallId is not { } id) return values;

        values.Set("tool_call_id", Given(id));
        if (names.GetValueOrDefault(id) is { } name) values.Set("name", Given(name));
        return values;
    }

    private static JinjaValue Content(ChatMessage message, TemplateHabits habits)
    {
        if (message.Reasoning is { Length: > 0 } reasoning && habits.ReasoningName == TemplateHabits.Content)
            return new JinjaList([Part("thinking", TrackedText.OfRequest(reasoning)), .. message.Content.Length > 0 ? [Part("text", TrackedText.OfRequest(message.Content))] : (JinjaValue[])[]]);
        if (message.ToolCalls.Count > 0 && message.Content.Length == 0 && !habits.TakesTextOfCalls) return JinjaNone.Value;
        var text = TrackedText.OfRequest(message.Content);
        if (message.ToolCalls.Count > 0 && habits.CallsInContent is { } form) text = TrackedText.Join([text, form.Write(message.ToolCalls)]);
        return habits.TakesText ? new JinjaString(text) : new JinjaList([Part("text", text)]);
    }

    private static JinjaDict Call(ToolCall call, TemplateHabits habits)
    {
        var function = new JinjaDict();
        function.Set("name", Given(call.Name));
        function.Set("arguments", habits.TakesArgumentObjects ? JsonReader.Read(call.Arguments) : Given(call.Arguments));
        var values = new JinjaDict();
        if (call.Id.Length > 0) values.Set("id", Given(call.Id));
        values.Set("type", JinjaString.Own("function"));
        values.Set("function", function);
        return values;
    }

    // The member that has the text is named as the part's type.
    private static JinjaDict Part(string type, TrackedText text)
    {
        var part = new JinjaDict();
        part.Set("type", JinjaString.Own(type));
        part.Set(type, new JinjaString(text));
        return part;
    }

    private static JinjaString Given(string text) => new(TrackedText.OfRequest(text));
}
