using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aigen.Inference;

namespace Aigen.Bench;

/// <summary>llama.cpp's own programs, built natively from the sources of the pinned release, run on one file.</summary>
internal sealed class LlamaTools
{
    private const int Attempts = 20;

    private readonly string _folder;
    private readonly string _file;
    private readonly int _threads;

    private LlamaTools(string folder, string file, int threads) => (_folder, _file, _threads) = (folder, file, threads);

    /// <summary>The programs in a folder; null where none was given.</summary>
    public static LlamaTools? Find(string? folder, string file, int threads) => folder is null ? null : new LlamaTools(folder, file, threads);

    /// <summary>Tokens a second of llama-bench: prefill, and decode behind as many tokens as a prompt has.</summary>
    public async Task<(double Prefill, double Decode)> BenchAsync()
    {
        var text = await RunAsync(
            "llama-bench", "-p", Text(EngineBenchmark.PromptTokens), "-n", Text(EngineBenchmark.AnswerTokens),
            "-d", $"0,{Text(EngineBenchmark.PromptTokens)}", "-r", "1", "-o", "json");
        using var results = JsonDocument.Parse(text);
        return (Rate(depth: 0, prompt: EngineBenchmark.PromptTokens), Rate(depth: EngineBenchmark.PromptTokens, prompt: 0));

        double Rate(int depth, int prompt) => results.RootElement.EnumerateArray()
            .Single(result => result.GetProperty("n_depth").GetInt32() == depth && result.GetProperty("n_prompt").GetInt32() == prompt)
            .GetProperty("avg_ts").GetDouble();
    }

    /// <summary>Tokens a second of llama-batched-bench, of answers alone.</summary>
    public async Task<double> BatchedBenchAsync(int streams)
    {
        // Some runs end before the thread that writes their lines has come to the last one, most of all short runs on a busy machine.
        for (var run = 1; run <= Attempts; run++)
        {
            var text = await RunAsync(
                "llama-batched-bench", "-c", Text(streams * EngineBenchmark.ContextLength), "-b", "2048", "-ub", "512", "-npp",
                Text(EngineBenchmark.PromptTokens), "-ntg", Text(EngineBenchmark.AnswerTokens), "-npl", Text(streams));
            var row = text.Split('\n').Last(line => line.StartsWith("| ", StringComparison.Ordinal));

            // | PP | TG | B | N_KV | T_PP s | S_PP t/s | T_TG s | S_TG t/s | T s | S t/s |
            if (double.TryParse(row.Split('|')[8], CultureInfo.InvariantCulture, out var rate)) return rate;
        }

        throw new InvalidOperationException($"llama-batched-bench printed no result in {Attempts} runs");
    }

    /// <summary>When the tokens of llama-server's clients came.</summary>
    public async Task<StreamTimes> ServeAsync(int clients, TimeSpan rhythm)
    {
        await using var server = await ServerAsync(clients, FlashAttention.Auto);
        await server.RunAsync(clients, TimeSpan.Zero);
        return await server.RunAsync(clients, rhythm);
    }

    /// <summary>llama-server with the file.</summary>
    public Task<LlamaServer> ServerAsync(int slots, FlashAttention flash) =>
        LlamaServer.StartAsync(Path.Combine(_folder, "llama-server"), _file, _threads, slots, flash);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder, program), ["-m", _file, "-t", Text(_threads), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
