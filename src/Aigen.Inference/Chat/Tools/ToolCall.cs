namespace Aigen.Inference;

/// <summary>A function that a model asks to be called.</summary>
/// <param name="Id">By which the message with the result names it.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">A JSON object, as text.</param>
public sealed record ToolCall(string Id, string Name, string Arguments);
