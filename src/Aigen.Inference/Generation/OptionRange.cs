namespace Aigen.Inference;

/// <summary>A range of numbers, both ends in it.</summary>
public readonly record struct OptionRange<T>(T Least, T Most);
