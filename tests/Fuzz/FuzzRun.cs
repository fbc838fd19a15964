using System.Globalization;

namespace Aigen.Fuzz;

/// <summary>
/// Many generated cases of one test. A failure names the seed of its case, and AIGEN_FUZZ_SEED runs that one alone. AIGEN_FUZZ=N makes N
/// cases of each test.
/// </summary>
internal static class FuzzRun
{
    public static int? OnlySeed { get; } = (int?)Setting("AIGEN_FUZZ_SEED");

    /// <summary>How many cases a test makes that usually makes so many.</summary>
    public static int Count(int usual) => (int)(Setting("AIGEN_FUZZ") ?? usual);

    /// <summary>The seeds of so many cases.</summary>
    public static IEnumerable<int> Seeds(int count) => OnlySeed is { } only ? [only] : Enumerable.Range(0, Count(count));

    public static void Cases(int count, Action<Random> check)
    {
        foreach (var seed in Seeds(count))
        {
            try
            {
                check(new Random(seed));
            }
            catch (Exception e)
            {
                throw Failed(seed, e);
            }
        }
    }

    public static Exception Failed(int seed, Exception e) =>
        new Xunit.Sdk.XunitException($"The case of seed {seed} failed (AIGEN_FUZZ_SEED={seed} runs it alone): {e.Message}", e);

    private static long? Setting(string name) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
