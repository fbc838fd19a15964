namespace Aigen.Inference;

/// <summary>A header is not one that can be trusted; becomes a <see cref="ModelLoadException"/> with the file's name.</summary>
internal sealed class GgufException(string reason) : Exception(reason);
