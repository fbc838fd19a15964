namespace Aigen.Bench;

/// <summary>A request that is posted again and again.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Url">Of the server that answers it.</param>
/// <param name="Body">A JSON-RPC call, or a batch of them.</param>
/// <param name="Calls">How many it has.</param>
internal sealed record PostedCall(string Name, string Url, string Body, int Calls = 1)
{
    public static string Of(string method, params string[] parameters) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{string.Join(',', parameters.Select(static text => $"\"{text}\""))}}]}""";

    /// <summary>The same call so many times in one request.</summary>
    public PostedCall InBatchesOf(int calls) =>
        new($"{Name}, batches of {calls}", Url, $"[{string.Join(',', Enumerable.Repeat(Body, calls))}]", calls);

    /// <summary>Calls a second.</summary>
    public async Task<double> RateAsync() => Calls * await Wrk.PostAsync(Url, Body);

    /// <exception cref="InvalidOperationException">The server does not answer every call with a result.</exception>
    public async Task ExpectResultsAsync()
    {
        using var client = new HttpClient();
        using var response = await client.PostAsync(Url, new StringContent(Body, System.Text.Encoding.UTF8, "application/json"));
        var answer = await response.Content.ReadAsStringAsync();
        if (answer.Split("\"result\":").Length != Calls + 1)
        {
            throw new InvalidOperationException($"{Name} is not answered with {Calls} results: {answer}");
        }
    }
}
