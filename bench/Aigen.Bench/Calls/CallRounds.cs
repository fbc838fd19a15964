namespace Aigen.Bench;

/// <summary>Calls whose rates are measured in turn, as often as it takes for a median.</summary>
internal static class CallRounds
{
    private const int Rounds = 5;

    // Until the code is compiled with what it learned of its work: some ten thousands of requests, on a busy machine too.
    private const int WarmUps = 3;

    /// <summary>Calls a second of each round, by the row's name.</summary>
    public static async Task<IReadOnlyDictionary<string, List<double>>> RunAsync(params IReadOnlyList<PostedCall> rows)
    {
        var rates = rows.ToDictionary(row => row.Name, _ => new List<double>());
        foreach (var row in rows)
        {
            await row.ExpectResultsAsync();
            for (var i = 0; i < WarmUps; i++)
            {
                await row.RateAsync();
            }
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var row in rows)
            {
                rates[row.Name].Add(await row.RateAsync());
            }
        }

        return rates;
    }
}
