namespace Aigen.Inference.Jinja;

/// <summary>How a loop's body goes on behind a statement.</summary>
internal enum Flow
{
    Next,
    Continue,
    Break,
}
