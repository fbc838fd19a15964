namespace Aigen.Inference;

/// <summary>A chat as its template wrote it, and where in it the text of messages lies.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Contents">
/// Where the text of messages and tools lies in it, in order and without overlaps: [Start, End) in UTF-16 units. All else the template wrote.
/// </param>
internal sealed record RenderedChat(string Text, IReadOnlyList<(int Start, int End)> Contents);
