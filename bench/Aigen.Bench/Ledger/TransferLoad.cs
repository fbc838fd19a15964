using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Aigen.Bench;

/// <summary>Transfers for a node, ours or another, and how to ask it how many it has carried out.</summary>
/// <param name="Calls">JSON-RPC requests that send them, in an order in which they may be carried out.</param>
/// <param name="Accepted">What the answer to each holds.</param>
/// <param name="Nonces">A batch that asks for the nonce of each sender.</param>
/// <param name="ReadNonce">The nonce in the result of one of its answers.</param>
internal sealed record TransferLoad(IReadOnlyList<string> Calls, string Accepted, string Nonces, Func<JsonElement, long> ReadNonce)
{
    // As many as wrk keeps in the part http.
    private const int Connections = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Sends them in batches of so many; transfers a second until all are accepted, and until all are in blocks, counted from after the
    /// first ones, which warm the process up.
    /// </summary>
    public async Task<(double Accepted, double Included)> SendAsync(string url, int batch, int warmUp)
    {
        await SendAsync(url, batch, 0, warmUp);
        return await SendAsync(url, batch, warmUp, Calls.Count);
    }

    private async Task<(double Accepted, double Included)> SendAsync(string url, int batch, int from, int to)
    {
        var bodies = Calls.Take(from..to).Chunk(batch).Select(calls => batch == 1 ? calls[0] : $"[{string.Join(',', calls)}]").ToList();
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience };
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (body, _) => Expect(await PostAsync(client, body), batch));
        var accepted = clock.Elapsed.TotalSeconds;
        while (await CarriedOutAsync(client) < to)
        {
            if (clock.Elapsed > Patience)
            {
                throw new InvalidOperationException($"After {Patience} only {await CarriedOutAsync(client)} of {to} transfers are in blocks.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return ((to - from) / accepted, (to - from) / clock.Elapsed.TotalSeconds);
    }

    private async Task<long> CarriedOutAsync(HttpClient client)
    {
        using var answers = JsonDocument.Parse(await PostAsync(client, Nonces));
        return answers.RootElement.EnumerateArray().Sum(answer => ReadNonce(answer.GetProperty("result")));
    }

    private void Expect(string answer, int calls)
    {
        if (answer.Split(Accepted).Length - 1 != calls)
        {
            throw new InvalidOperationException($"Not all of {calls} transfers were accepted: {answer}");
        }
    }

    private static async Task<string> PostAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.PostAsync(string.Empty, content);
        return await response.Content.ReadAsStringAsync();
    }
}
