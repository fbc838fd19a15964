namespace Aigen.Inference;

/// <summary>How an answer was computed.</summary>
public enum ComputePath
{
    /// <summary>In steps shared with other answers. Sums are rounded as the company in a step has it, so that the last bits may differ.</summary>
    Batched,

    /// <summary>In steps of its own, from an empty KV cache: the same request gives the same tokens every time.</summary>
    Pinned,
}
