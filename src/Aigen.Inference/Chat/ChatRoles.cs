namespace Aigen.Inference;

/// <summary>The roles that a chat message may have. A template writes them outside the message's text, so no other is let in.</summary>
public static class ChatRoles
{
    /// <summary>Instructions for the model.</summary>
    public const string System = "system";

    /// <summary>The person who asks.</summary>
    public const string User = "user";

    /// <summary>The model.</summary>
    public const string Assistant = "assistant";

    /// <summary>The result of a tool call.</summary>
    public const string Tool = "tool";

    /// <summary>Every role.</summary>
    public static IReadOnlyList<string> All { get; } = [System, User, Assistant, Tool];
}
