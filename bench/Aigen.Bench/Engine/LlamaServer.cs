using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Aigen.Inference;

namespace Aigen.Bench;

/// <summary>llama-server on a free port, with clients that stream from it.</summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly int _vocabulary;

    private LlamaServer(Process process, Uri address, int vocabulary)
    {
        (_process, _vocabulary) = (process, vocabulary);
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public static async Task<LlamaServer> StartAsync(string program, string file, int threads, int slots, FlashAttention flash)
    {
        var port = FreePort();
        string[] arguments =
        [
            "-m", file, "-t", Text(threads), "-np", Text(slots), "-c", Text(slots * EngineBenchmark.ContextLength), "--host", "127.0.0.1",
            "--port", Text(port), "-fa", flash.ToString().ToLowerInvariant(),
        ];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        // Any file that runs has more tokens than are asked for here.
        var server = new LlamaServer(process, new Uri($"http://127.0.0.1:{Text(port)}"), vocabulary: 4_000);
        await server.WhenReadyAsync();
        return server;
    }

    public async Task<StreamTimes> RunAsync(int clients, TimeSpan rhythm)
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Task.Run(() => StreamAsync(i * rhythm))));
        return new StreamTimes(streams);
    }

    /// <summary>The tokens of a chat's text.</summary>
    public async Task<int[]> TokenizeAsync(string text)
    {
        using var answer = await PostAsync("/tokenize", new { content = text, add_special = true, parse_special = true });
        return [.. answer.RootElement.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())];
    }

    /// <summary>A greedy answer to a prompt.</summary>
    public async Task<int[]> AnswerAsync(IReadOnlyList<int> prompt, int tokens)
    {
        using var answer = await PostAsync(
            "/completion", new { prompt, n_predict = tokens, temperature = 0, ignore_eos = true, cache_prompt = false, return_tokens = true });
        return [.. answer.RootElement.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<IReadOnlyList<double>> StreamAsync(TimeSpan delay)
    {
        await Task.Delay(delay);
        var times = new List<double> { Now };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/completion")
        {
            Content = JsonContent.Create(new
            {
                prompt = EngineLoad.Prompt(_vocabulary),
                n_predict = EngineBenchmark.AnswerTokens,
                temperature = 0,
                ignore_eos = true,
                cache_prompt = false,
                stream = true,
            }),
        };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && times.Count <= EngineBenchmark.AnswerTokens) times.Add(Now);
        }

        return times;
    }

    private async Task<JsonDocument> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
    }

    private async Task WhenReadyAsync()
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var health = await _http.GetAsync("/health");
                if (health.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (clock.Elapsed < Patience && !_process.HasExited)
            {
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static double Now => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
