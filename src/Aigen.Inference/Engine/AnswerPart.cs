namespace Aigen.Inference;

/// <summary>The next parts of an answer.</summary>
/// <param name="Reasoning">Reasoning in front of it.</param>
/// <param name="Text">Its text.</param>
/// <param name="Calls">Parts of its calls.</param>
/// <param name="Length">Characters that the model wrote for all of that.</param>
internal readonly record struct AnswerPart(string Reasoning, string Text, IReadOnlyList<ToolCallDelta> Calls, int Length)
{
    /// <summary>Whether there is nothing to give out.</summary>
    public bool IsEmpty => Reasoning.Length == 0 && Text.Length == 0 && Calls.Count == 0;
}
