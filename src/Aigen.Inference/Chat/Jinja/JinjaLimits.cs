namespace Aigen.Inference.Jinja;

/// <summary>
/// What a template may cost. It comes with a model file, which anybody may have written, and runs at every request, before anything is billed.
/// </summary>
internal static class JinjaLimits
{
    /// <summary>The longest template, in UTF-16 units; the longest of the well-known ones has 17,000.</summary>
    public const int Source = 1 << 18;

    /// <summary>
    /// How deep brackets and blocks may stand in each other. Each level takes the parser about fifteen calls; well-known templates need 20 levels.
    /// </summary>
    public const int Nesting = 150;

    /// <summary>How deep evaluation may go, macros that call themselves included: CPython's own limit, which authors' renderers have too.</summary>
    public const int Depth = 1000;

    /// <summary>
    /// Nodes evaluated, members looked at, scopes searched, and 32 characters read of a text. A message takes templates 50 to 500: enough for ten
    /// thousand messages and more, and a template that never ends is stopped within seconds.
    /// </summary>
    public const int Steps = 5_000_000;

    /// <summary>
    /// Characters of all texts that a rendering makes, in between ones too: 128 MiB if none were given up. A template copies a message some five to ten
    /// times until it is rendered, and a request is no larger than a few megabytes.
    /// </summary>
    public const long Characters = 64 << 20;

    /// <summary>The longest range(): Jinja's own sandbox has this one too (MAX_RANGE).</summary>
    public const int Range = 100_000;

    /// <summary>The widest padding and the most digits that a format may ask for; none needs more than some tens.</summary>
    public const int FormatWidth = 1000;

    /// <summary>The most of a template's own message that a refusal repeats.</summary>
    public const int Message = 400;
}
