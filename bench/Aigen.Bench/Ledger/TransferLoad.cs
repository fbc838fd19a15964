using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Aigen.Bench;

/// <summary>Transfers for a node, ours or another, and how to ask it how many it has carried out.</summary>
/// <param name="WarmUp">The first ones, which are not counted.</param>
/// <param name="Requests">Those that follow.</param>
/// <param name="Nonces">Batches that ask for the nonce of each sender.</param>
/// <param name="ReadNonce">The nonce in the result of one of its answers.</param>
internal sealed record TransferLoad(RequestFile WarmUp, RequestFile Requests, IReadOnlyList<string> Nonces, Func<JsonElement, long> ReadNonce)
{
    // Until all of them are sent: those that follow have the nonces behind theirs.
    private const int MostWarmUpSeconds = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // A block comes once a second, so this is at most one part in thirty of the wait for the last one.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(30);

    /// <summary>Sends for so many seconds; transfers a second that were accepted, and that were in blocks when the last of them was.</summary>
    public async Task<(double Accepted, double Included)> SendAsync(string url, int seconds)
    {
        var (warm, _) = await SendAsync(WarmUp, url, MostWarmUpSeconds, 0);
        var (answers, included) = await SendAsync(Requests, url, seconds, warm.Count);
        return (answers.Rate, answers.Count / (included - answers.Began));
    }

    private async Task<(Answers Answers, double Included)> SendAsync(RequestFile requests, string url, int seconds, int before)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience };
        var answers = await requests.PostAsync(url, seconds);
        var clock = Stopwatch.StartNew();
        while (await CarriedOutAsync(client) < before + answers.Count)
        {
            if (clock.Elapsed > Patience)
            {
                throw new InvalidOperationException(
                    $"After {Patience} only {await CarriedOutAsync(client)} of {before + answers.Count} transfers are in blocks.");
            }

            await Task.Delay(Interval);
        }

        return (answers, (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency);
    }

    private async Task<long> CarriedOutAsync(HttpClient client)
    {
        var sum = 0L;
        foreach (var batch in Nonces)
        {
            using var content = new StringContent(batch, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await client.PostAsync(string.Empty, content);
            using var answers = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            sum += answers.RootElement.EnumerateArray().Sum(answer => ReadNonce(answer.GetProperty("result")));
        }

        return sum;
    }
}
