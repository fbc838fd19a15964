using System.Net;
using System.Text;
using System.Text.Json;

namespace Aigen.Faults.Tests.Support;

/// <summary>Calls a node that may be gone at any moment.</summary>
internal sealed class Rpc(string url) : IDisposable
{
    // Of a hundred that are allowed: a hundred blocks can be more than an answer may have.
    private const int MostInABatch = 20;

    private readonly HttpClient _http = new() { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The whole answer of one call; null where the node went away before it.</summary>
    public async Task<JsonElement?> TryCallAsync(string method, params object[] parameters) =>
        await PostAsync(JsonSerializer.Serialize(Request(0, method, parameters))) is { } answer ? JsonElement.Parse(answer) : null;

    /// <summary>The answers of many calls in their order; null where the node went away before them.</summary>
    public async Task<IReadOnlyList<JsonElement>?> TryBatchAsync(IReadOnlyList<(string Method, object Parameter)> calls)
    {
        var body = JsonSerializer.Serialize(calls.Select((call, i) => Request(i, call.Method, [call.Parameter])));
        return await PostAsync(body) is { } answer
            ? [.. JsonElement.Parse(answer).EnumerateArray().OrderBy(one => one.GetProperty("id").GetInt32())]
            : null;
    }

    public async Task<JsonElement> ResultAsync(string method, params object[] parameters)
    {
        var answer = await TryCallAsync(method, parameters);
        Assert.True(answer is not null, $"the node went away during {method}");
        return Result(answer.Value);
    }

    /// <summary>The results of many calls, however many.</summary>
    public async Task<IReadOnlyList<JsonElement>> ResultsAsync(IEnumerable<(string Method, object Parameter)> calls)
    {
        var results = new List<JsonElement>();
        foreach (var chunk in calls.Chunk(MostInABatch))
        {
            var answers = await TryBatchAsync(chunk);
            Assert.True(answers is not null, "the node went away while it was asked what it has");
            results.AddRange(answers.Select(Result));
        }

        return results;
    }

    public async Task<(HttpStatusCode Status, JsonElement Health)> HealthAsync()
    {
        using var response = await _http.GetAsync("/health");
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    public void Dispose() => _http.Dispose();

    private static object Request(int id, string method, object[] parameters) => new { jsonrpc = "2.0", id, method, @params = parameters };

    private static JsonElement Result(JsonElement answer)
    {
        Assert.True(answer.TryGetProperty("result", out var result), $"there is no result in {answer.GetRawText()}");
        return result;
    }

    private async Task<string?> PostAsync(string body)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await _http.PostAsync("/", content);
            return await response.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
