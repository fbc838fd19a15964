namespace Aigen.Inference.Grammars;

/// <summary>How large a grammar may be. The numbers keep parsing within milliseconds and a compiled grammar within megabytes.</summary>
internal static class GrammarLimits
{
    /// <summary>Characters of a grammar that a client wrote.</summary>
    public const int ClientText = 65_536;

    /// <summary>Rules, those that repetitions and groups make included.</summary>
    public const int Rules = 50_000;

    /// <summary>Elements of all rules together, repetitions written out.</summary>
    public const int Elements = 400_000;

    /// <summary>The largest number in a repetition; llama.cpp's parser has the same limit.</summary>
    public const int Repetitions = 2_000;

    /// <summary>Groups inside each other.</summary>
    public const int Nesting = 100;
}
