namespace Aigen.Inference;

/// <summary>What every model asks of chat messages.</summary>
public static class ChatRules
{
    /// <summary>What is wrong with them, in one sentence; null when they are messages.</summary>
    public static string? FindFault(IReadOnlyList<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0) return "there are no messages";
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i] is not { Content: not null, Role: not null }) return $"message {i} has no role or no content";
            if (!ChatRoles.All.Contains(messages[i].Role))
                return $"message {i} has the role \"{messages[i].Role}\", allowed {string.Join(", ", ChatRoles.All)}";
            if (messages[i].ToolCalls.Count > 0 && messages[i].Role != ChatRoles.Assistant)
                return $"message {i} has tool_calls and the role {messages[i].Role}, allowed {ChatRoles.Assistant}";
            if (messages[i].Reasoning is not null && messages[i].Role != ChatRoles.Assistant)
                return $"message {i} has reasoning_content and the role {messages[i].Role}, allowed {ChatRoles.Assistant}";
        }

        return null;
    }
}
