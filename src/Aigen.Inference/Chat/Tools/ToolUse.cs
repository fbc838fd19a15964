using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>The functions of a request, and how the model may call them. Arguments always fit their schemas: a grammar sees to it.</summary>
public sealed class ToolUse
{
    /// <summary>The most functions of a request. Each is described in the prompt and compiled to a grammar.</summary>
    public const int MaxFunctions = 64;

    /// <summary>The most calls in one answer; so many results can be worked on before the model is asked again.</summary>
    public const int MaxCalls = 16;

    private ResponseFormat.OfToolCalls? _format;

    /// <param name="functions">Those that the model is told of.</param>
    /// <param name="choice">Whether it must call one.</param>
    /// <param name="named">The only one that it may call, and must; null for any.</param>
    /// <param name="isParallel">Whether one answer may have several calls.</param>
    public ToolUse(IReadOnlyList<ToolFunction> functions, ToolChoice choice = ToolChoice.Auto, string? named = null, bool isParallel = true) =>
        (Functions, Choice, Named, IsParallel) = (functions, named is null ? choice : ToolChoice.Required, named, isParallel);

    /// <summary>The functions that the model is told of.</summary>
    public IReadOnlyList<ToolFunction> Functions { get; }

    /// <summary>Whether it must call one.</summary>
    public ToolChoice Choice { get; }

    /// <summary>The only one that it may call; null for any.</summary>
    public string? Named { get; }

    /// <summary>Whether one answer may have several calls.</summary>
    public bool IsParallel { get; }

    internal IEnumerable<ToolFunction> Callable => Functions.Where(function => Named is null || function.Name == Named);

    /// <summary>How an answer looks that may call them. Compiled once: a request has one model.</summary>
    internal ResponseFormat FormatFor(ToolFamily family) =>
        _format is { } format && format.Family.IsSame(family) ? format : _format = new ResponseFormat.OfToolCalls(this, family);

    internal OptionFault? FindFault(ModelDescription model)
    {
        if (model.Tools is not { } family)
            return new OptionFault(
                nameof(GenerationOptions.Tools), $"{Functions.Count} functions",
                $"absent: the chat template of model {model.Id} has no tools, or none of those known here ({ToolFamily.Known})");

        return FormatFor(family).FindFault();
    }
}
