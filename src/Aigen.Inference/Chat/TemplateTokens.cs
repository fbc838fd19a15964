namespace Aigen.Inference;

/// <summary>The texts of a vocabulary's own tokens that templates write; null where it has no such token.</summary>
internal sealed record TemplateTokens(string? Bos, string? Eos, string? Pad)
{
    public static TemplateTokens None { get; } = new(null, null, null);
}
