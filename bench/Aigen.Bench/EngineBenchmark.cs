using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aigen.Inference;

namespace Aigen.Bench;

/// <summary>Tokens a second of one stream through the engine, beside llama-bench on the same file and with as many threads.</summary>
internal static class EngineBenchmark
{
    private const int Rounds = 5;
    private const int DecodeTokens = 128;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var file = options.Model ?? Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf");
        using var model = LlamaModel.Load(new ModelOptions { Path = file });
        var prompt = Prompt(model);
        var (prefill, decode, peerPrefill, peerDecode) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await GenerateAsync(model, prompt);
        for (var round = 0; round < Rounds; round++)
        {
            var finish = await GenerateAsync(model, prompt);
            prefill.Add((finish.PromptTokens - finish.CachedTokens) / finish.PrefillTime.TotalSeconds);
            decode.Add(finish.CompletionTokens / finish.DecodeTime.TotalSeconds);
            if (options.LlamaBench is { } program)
            {
                var threads = model.Description.ParameterCount < 50_000_000 ? 1 : Environment.ProcessorCount;
                var (pp, tg) = await LlamaBenchAsync(program, file, finish.PromptTokens, threads);
                peerPrefill.Add(pp);
                peerDecode.Add(tg);
            }
        }

        Print(Path.GetFileName(file), prompt.Tokens.Count, prefill, decode, peerPrefill, peerDecode);
    }

    private static void Print(
        string file, int promptTokens, List<double> prefill, List<double> decode, List<double> peerPrefill, List<double> peerDecode)
    {
        var report = new Report($"{file}: one stream, {promptTokens} prompt + {DecodeTokens} generated tokens");
        if (peerDecode.Count > 0)
        {
            report.Add("llama-bench prefill", peerPrefill, "tokens/s", 1);
            report.Add("llama-bench decode", peerDecode, "tokens/s", 1);
        }

        report.Add("engine prefill", prefill, "tokens/s", peerPrefill.Count > 0 ? Report.Ratio(prefill, peerPrefill) : null);
        report.Add("engine decode", decode, "tokens/s", peerDecode.Count > 0 ? Report.Ratio(decode, peerDecode) : null);
        report.Print();
    }

    // A different beginning each time, so that nothing of it is in the KV cache.
    private static PreparedPrompt Prompt(LlamaModel model) => ((PromptOutcome.Prepared)model.Prepare(
        [new ChatMessage("user", $"Tell me a story. {string.Join(' ', Enumerable.Range(0, 40).Select(i => $"word{i}"))}")])).Prompt;

    private static async Task<CompletionFinish> GenerateAsync(LlamaModel model, PreparedPrompt prompt)
    {
        var evict = ((PromptOutcome.Prepared)model.Prepare([new ChatMessage("system", "Another beginning."), new ChatMessage("user", "Hi")])).Prompt;
        await ReadAsync(model, evict, new GenerationOptions { MaxTokens = 1 });
        return await ReadAsync(model, prompt, new GenerationOptions { MaxTokens = DecodeTokens, Temperature = 0 });
    }

    private static async Task<CompletionFinish> ReadAsync(LlamaModel model, PreparedPrompt prompt, GenerationOptions options)
    {
        CompletionFinish? finish = null;
        await foreach (var piece in model.GenerateAsync(prompt, options, 1, CancellationToken.None))
        {
            finish = piece.Finish;
        }

        return finish!;
    }

    private static async Task<(double Prefill, double Decode)> LlamaBenchAsync(string program, string file, int promptTokens, int threads)
    {
        string[] arguments =
        [
            "-m", file, "-p", Text(promptTokens), "-n", Text(DecodeTokens), "-t", Text(threads), "-r", "1", "-o", "json",
        ];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        using var results = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        var rates = results.RootElement.EnumerateArray().Select(result => result.GetProperty("avg_ts").GetDouble()).ToArray();
        return (rates[0], rates[1]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
