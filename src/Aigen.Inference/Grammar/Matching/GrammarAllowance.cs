namespace Aigen.Inference.Grammars;

/// <summary>
/// How much work on its grammar an answer may cause on the engine's thread, where everybody else waits for it. Counted in elements looked
/// at and not in time, so that the same request ends at the same token; an element takes 40 to 250 ns.
/// </summary>
/// <remarks>
/// Measured with the schemas of tests/vectors/json-schemas.json. Answers of up to 300 tokens by a model that knows no JSON, at temperature 2,
/// took at most 2,583 elements a token with a vocabulary of 4,096: a third of what they may. Documents of up to 400 characters, with the
/// whole vocabulary asked about at each token, took at most 111,000 in all with that vocabulary and 818,000 with one of 49,152: a fifth.
/// </remarks>
internal static class GrammarAllowance
{
    // To ask about the whole vocabulary inside a string looks at one or two elements for each token of it.
    private const long PerTokenAndEntry = 1;
    private const long AtFirstAndEntry = 64;

    // What a small vocabulary does not show: rules that lead into rules, alternatives beside each other.
    private const long PerToken = 5_000;
    private const long AtFirst = 500_000;

    /// <summary>The most elements for an answer of so many tokens.</summary>
    public static long Of(int vocabularySize, int tokens) =>
        AtFirst + (AtFirstAndEntry * vocabularySize) + (tokens * (PerToken + (PerTokenAndEntry * vocabularySize)));
}
