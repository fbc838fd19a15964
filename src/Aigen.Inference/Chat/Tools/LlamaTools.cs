namespace Aigen.Inference;

/// <summary>
/// Llama 3.1 to 3.3: the functions are listed before the first message of the user; a call is an answer that is JSON, one at a time; a result
/// comes from <c>ipython</c>.
/// </summary>
internal sealed class LlamaTools : ToolFamily
{
    private const string ResultRole = "ipython";

    internal override string Trigger => "{\"name\": \"";

    internal override bool CallsBehindText => false;

    internal override string? Separator => null;

    internal override string Opening => "";

    internal override string Middle => "\", \"parameters\": ";

    internal override string Closing => "}";

    internal static bool Writes(string template) =>
        template.Contains("<|start_header_id|>", StringComparison.Ordinal) && template.Contains("<|eot_id|>", StringComparison.Ordinal)
        && template.Contains("\"parameters\": ", StringComparison.Ordinal) && template.Contains(ResultRole, StringComparison.Ordinal)
        && template.Contains("tools", StringComparison.Ordinal);

    internal override IReadOnlyList<ChatMessage> Plain(IReadOnlyList<ChatMessage> messages, ToolUse? tools, string? systemPrompt)
    {
        var plain = new List<ChatMessage>();
        var isTold = tools is null;
        foreach (var message in messages)
        {
            if (!isTold && message.Role == ChatRoles.User)
            {
                plain.Add(new ChatMessage(ChatRoles.User, Describe(tools!) + message.Content));
                isTold = true;
            }
            else
            {
                plain.Add(new ChatMessage(message.Role == ChatRoles.Tool ? ResultRole : message.Role, WithCalls(message)));
            }
        }

        // Where nobody asks anything, the list is all that the user says.
        return isTold ? plain : [.. plain, new ChatMessage(ChatRoles.User, Describe(tools!))];
    }

    private static string Describe(ToolUse tools) =>
        "Given the following functions, please respond with a JSON for a function call with its proper arguments that best answers the given prompt.\n\n"
        + "Respond in the format {\"name\": function name, \"parameters\": dictionary of argument name and its value}.Do not use variables.\n\n"
        + string.Concat(tools.Functions.Select(function => $"{PromptJson.Indented(function.Json)}\n\n"));

    private string WithCalls(ChatMessage message) =>
        message.Content + string.Join('\n', message.ToolCalls.Select(call => $"{Trigger}{call.Name}{Middle}{call.Arguments}{Closing}"));
}
