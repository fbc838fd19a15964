namespace Aigen.Inference;

/// <summary>What is known of a model, resident or not.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Sha256">Its file's SHA-256; empty where the file cannot be read, or is still being read.</param>
/// <param name="IsLoaded">Whether it is resident.</param>
/// <param name="Fault">Why it cannot be used; null where nothing speaks against it.</param>
public sealed record ModelStatus(ModelDescription Description, string Sha256, bool IsLoaded, string? Fault);
