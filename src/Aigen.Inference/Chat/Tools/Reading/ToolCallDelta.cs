namespace Aigen.Inference;

/// <summary>A part of a call: its beginning with id and name, more of its arguments, or both.</summary>
/// <param name="Index">Which of the answer's calls, from 0.</param>
/// <param name="Id">The call's id, in its first part; else null.</param>
/// <param name="Name">The function, in its first part; else null.</param>
/// <param name="Arguments">The next text of the arguments.</param>
public sealed record ToolCallDelta(int Index, string? Id, string? Name, string Arguments);
