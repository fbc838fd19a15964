namespace Aigen.Inference;

/// <summary>
/// Qwen 2.5 and 3, QwQ: the functions are listed in the system message; a call is JSON in <c>&lt;tool_call&gt;</c>, a result is in
/// <c>&lt;tool_response&gt;</c> in a message of the user. Those of Qwen 3 Coder, which are XML, are another family.
/// </summary>
internal sealed class QwenTools : ToolFamily
{
    internal override string Trigger => "<tool_call>";

    internal override bool CallsBehindText => true;

    internal override string Separator => "\n";

    internal override string Opening => "\n{\"name\": \"";

    internal override string Middle => "\", \"arguments\": ";

    internal override string Closing => "}\n</tool_call>";

    internal static bool Writes(string template) =>
        template.Contains("<|im_start|>", StringComparison.Ordinal) && template.Contains("# Tools", StringComparison.Ordinal)
        && template.Contains("<tool_call>", StringComparison.Ordinal) && template.Contains("<function-name>", StringComparison.Ordinal)
        && template.Contains("tools", StringComparison.Ordinal) && !template.Contains("<function=", StringComparison.Ordinal);

    internal override IReadOnlyList<ChatMessage> Plain(IReadOnlyList<ChatMessage> messages, ToolUse? tools, string? systemPrompt)
    {
        var plain = new List<ChatMessage>();
        if (tools is not null)
        {
            var given = messages[0].Role == ChatRoles.System ? messages[0].Content : systemPrompt;
            plain.Add(new ChatMessage(ChatRoles.System, string.IsNullOrEmpty(given) ? Describe(tools) : $"{given}\n\n{Describe(tools)}"));
        }

        var wasResult = false;
        foreach (var message in messages.Skip(tools is not null && messages[0].Role == ChatRoles.System ? 1 : 0))
        {
            // Results that follow each other are one message.
            var isResult = message.Role == ChatRoles.Tool;
            if (isResult && wasResult) plain[^1] = plain[^1] with { Content = $"{plain[^1].Content}\n{Result(message)}" };
            else plain.Add(isResult ? new ChatMessage(ChatRoles.User, Result(message)) : new ChatMessage(message.Role, WithCalls(message)));
            wasResult = isResult;
        }

        return plain;
    }

    private static string Describe(ToolUse tools) =>
        $$"""
        # Tools

        You may call one or more functions to assist with the user query.

        You are provided with function signatures within <tools></tools> XML tags:
        <tools>
        {{string.Join('\n', tools.Functions.Select(function => PromptJson.Spaced(function.Json)))}}
        </tools>

        For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
        <tool_call>
        {"name": <function-name>, "arguments": <args-json-object>}
        </tool_call>
        """;

    private static string Result(ChatMessage message) => $"<tool_response>\n{message.Content}\n</tool_response>";

    private string WithCalls(ChatMessage message)
    {
        if (message.ToolCalls.Count == 0) return message.Content;
        var calls = string.Join(Separator, message.ToolCalls.Select(call => $"{Trigger}{Opening}{call.Name}{Middle}{call.Arguments}{Closing}"));
        return message.Content.Length == 0 ? calls : $"{message.Content.TrimEnd('\n')}\n{calls}";
    }
}
