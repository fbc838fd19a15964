namespace Aigen.Inference;

/// <summary>One turn of a chat.</summary>
/// <param name="Role">Who speaks: one of <see cref="ChatRoles.All"/>.</param>
/// <param name="Content">What was said, any text.</param>
public sealed record ChatMessage(string Role, string Content);
