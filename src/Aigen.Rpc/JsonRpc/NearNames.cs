namespace Aigen.Rpc.JsonRpc;

/// <summary>Finds the name that somebody meant who misspelled it.</summary>
public static class NearNames
{
    // One letter wrong, missing, more or in another's place for each so many of the name: "limt" is a slip of "limit", "type" is none of "tier".
    private const int LettersPerSlip = 5;

    // Longer ones are no slips, and comparing takes time by the square of the length.
    private const int LongestName = 64;

    /// <summary>The name nearest to <paramref name="given"/>, or null where none is near.</summary>
    public static string? Find(string given, IEnumerable<string> names)
    {
        var plain = Plain(given);
        if (plain.Length is 0 or > LongestName) return null;
        return names.Select(name => (Name: name, Distance: Distance(plain, Plain(name))))
            .Where(near => near.Distance <= Math.Max(plain.Length, near.Name.Length) / LettersPerSlip)
            .OrderBy(near => near.Distance).Select(near => near.Name).FirstOrDefault();
    }

    // maxTokens is max_tokens in another spelling.
    private static string Plain(string name) => new([.. name.Where(c => c is not ('_' or '-')).Select(char.ToLowerInvariant)]);

    // Optimal string alignment: Levenshtein's distance with swapped neighbours as one slip.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (isSwap) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
