namespace Aigen.Inference;

/// <summary>An entry of models.json: a model that can be named without a file. What nobody could check is null.</summary>
/// <param name="Id">The name by which requests ask for it.</param>
/// <param name="Name">Its maker's name for it.</param>
/// <param name="File">The file's name.</param>
/// <param name="Sha256">The file's SHA-256 as 64 lower-case hexadecimal digits.</param>
/// <param name="Size">The file's size in bytes.</param>
/// <param name="Context">Tokens of context that it was trained for.</param>
/// <param name="MinimumTier">The lowest tier whose quota may be spent on it.</param>
/// <param name="Source">Where it can be downloaded.</param>
/// <param name="Note">What else one should know.</param>
public sealed record KnownModel(
    string Id, string Name, string File, string? Sha256, long? Size, int Context, string MinimumTier, Uri? Source, string? Note);
