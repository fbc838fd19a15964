namespace Aigen.Inference.Grammars;

/// <summary>How much a schema may ask for, so that the worst of them costs milliseconds.</summary>
internal static class SchemaLimits
{
    /// <summary>Characters of a schema.</summary>
    public const int Text = 200_000;

    /// <summary>Objects and lists inside each other; .NET's own readers stop there too.</summary>
    public const int Depth = 64;

    /// <summary>Schemas looked at, each as often as another combination of them needs it.</summary>
    public const int Work = 10_000;

    /// <summary>Characters of the grammar.</summary>
    public const int Grammar = 400_000;

    /// <summary>Members that one object has names for, and values that one enum lists.</summary>
    public const int Names = 1_000;

    /// <summary>Characters of the names that other members must not have.</summary>
    public const int NameCharacters = 5_000;

    /// <summary>The longest string and the longest array that a bound may ask for.</summary>
    public const int Count = 100_000;

    /// <summary>Digits of an integer that no bound limits: as many as a double holds exactly.</summary>
    public const int Digits = 16;
}
