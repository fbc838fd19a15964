namespace Aigen.Inference;

/// <summary>What the header says of a tensor.</summary>
/// <param name="Name">E.g. "blk.0.attn_q.weight".</param>
/// <param name="Elements">How many numbers it has.</param>
/// <param name="Offset">Where it begins in the data section.</param>
/// <param name="Bytes">How long it is.</param>
internal readonly record struct GgufTensor(string Name, long Elements, long Offset, long Bytes);
