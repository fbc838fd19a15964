namespace Aigen.Inference;

/// <summary>One turn of a chat.</summary>
/// <param name="Role">Who speaks: one of <see cref="ChatRoles.All"/>.</param>
/// <param name="Content">What was said, any text.</param>
public sealed record ChatMessage(string Role, string Content)
{
    /// <summary>What it thought in front of it, where it is known; of a message of the model.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The functions that the model asked to be called; of a message of the model.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Which call it is the result of; of a message of a tool, or null.</summary>
    public string? ToolCallId { get; init; }
}
