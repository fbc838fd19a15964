namespace Aigen.Inference;

/// <summary>Whether a model must call a function.</summary>
public enum ToolChoice
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>The answer is one call or more, and nothing else.</summary>
    Required,
}
