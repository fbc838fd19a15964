namespace Aigen.Inference;

/// <summary>Makes a model resident.</summary>
/// <param name="options">Which, and how to run it.</param>
/// <param name="header">What its file says of it.</param>
/// <param name="sha256">The file's SHA-256, which may still be computed.</param>
/// <param name="cancellationToken">Gives it up.</param>
/// <exception cref="ModelLoadException">It cannot be loaded.</exception>
public delegate Task<ILanguageModel> ModelLoad(
    ModelOptions options, GgufHeader header, Task<string> sha256, CancellationToken cancellationToken);
