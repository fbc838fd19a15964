namespace Aigen.Inference;

/// <summary>What becomes of a model's reasoning in front of its answer.</summary>
public enum ReasoningFormat
{
    /// <summary>It comes by itself, beside the answer.</summary>
    Apart,

    /// <summary>It is a part of the answer, with all its marks.</summary>
    InText,
}
