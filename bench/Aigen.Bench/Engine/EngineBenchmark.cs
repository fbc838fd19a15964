using System.Globalization;
using Aigen.Inference;

namespace Aigen.Bench;

/// <summary>
/// Tokens a second of the engine beside llama.cpp's own tools, on the same file and with as many threads: one stream beside llama-bench,
/// several beside llama-batched-bench, and clients that come together or one after another beside llama-server.
/// </summary>
internal static class EngineBenchmark
{
    public const int PromptTokens = 107;
    public const int AnswerTokens = 128;

    // Enough for a prompt, its answer, and what llama-server keeps in hand.
    public const int ContextLength = 512;

    private const int Rounds = 3;

    // A node's clients do not come at once: of 16 in this rhythm some have their answers while others still have their prompts before them.
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(500);

    /// <summary>How many clients there are.</summary>
    public static readonly int[] Streams = [1, 4, 8, 16];

    /// <summary>The parts by their names.</summary>
    public static IReadOnlyDictionary<string, Func<BenchmarkOptions, Task>> Parts { get; } = new Dictionary<string, Func<BenchmarkOptions, Task>>
    {
        ["alone"] = options => WithModelAsync(options, 1, OneStreamAsync),
        ["together"] = async options =>
        {
            foreach (var streams in Streams)
            {
                await WithModelAsync(options, streams, (model, peer) => TogetherAsync(model, streams, TimeSpan.Zero, peer));
            }
        },
        ["staggered"] = options => WithModelAsync(options, Streams[^1], (model, peer) => TogetherAsync(model, Streams[^1], Rhythm, peer)),
        ["equality"] = options => WithModelAsync(options, Streams[^1], (model, peer) => Equality.RunAsync(model.Description.Path, model, peer)),
    };

    public static async Task RunAsync(BenchmarkOptions options)
    {
        foreach (var (name, part) in Parts)
        {
            if (options.Only is null || options.Only == name)
            {
                await part(options);
            }
        }
    }

    private static async Task WithModelAsync(BenchmarkOptions options, int streams, Func<LlamaModel, LlamaTools?, Task> run)
    {
        var file = options.Model ?? Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf");
        using var model = LlamaModel.Load(new ModelOptions { Path = file, ContextLength = ContextLength, Parallel = streams });
        await run(model, LlamaTools.Find(options.Llama, file, model.Threads));
    }

    private static async Task OneStreamAsync(LlamaModel model, LlamaTools? peer)
    {
        var (prefill, decode, peerPrefill, peerDecode) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        await EngineLoad.RunAsync(model, 1, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            var finish = (await EngineLoad.RunAsync(model, 1, TimeSpan.Zero)).Finishes[0];
            prefill.Add(finish.PromptTokens / finish.PrefillTime.TotalSeconds);

            // The first token comes with the prompt.
            decode.Add((finish.CompletionTokens - 1) / finish.DecodeTime.TotalSeconds);
            if (peer is not null)
            {
                var (pp, tg) = await peer.BenchAsync();
                peerPrefill.Add(pp);
                peerDecode.Add(tg);
            }
        }

        var report = new Report($"{model.Description.Id}: one stream, {PromptTokens} prompt + {AnswerTokens} answer tokens");
        report.AddBeside("prefill", "tokens/s", prefill, "llama-bench", peerPrefill);
        report.AddBeside("decode", "tokens/s", decode, "llama-bench", peerDecode);
        report.Print();
    }

    private static async Task TogetherAsync(LlamaModel model, int streams, TimeSpan rhythm, LlamaTools? peer)
    {
        var (ours, theirs, batched) = (new List<StreamTimes>(), new List<StreamTimes>(), new List<double>());
        await EngineLoad.RunAsync(model, streams, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add((await EngineLoad.RunAsync(model, streams, rhythm)).Times);
            if (peer is null) continue;
            theirs.Add(await peer.ServeAsync(streams, rhythm));
            if (rhythm == TimeSpan.Zero) batched.Add(await peer.BatchedBenchAsync(streams));
        }

        var how = rhythm == TimeSpan.Zero ? "together" : $"one every {rhythm.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms";
        var report = new Report($"{model.Description.Id}: {streams} clients, {how}");
        report.AddBeside("decode, all at once", "tokens/s", [.. ours.Select(one => one.SharedRate)], "llama-batched-bench", batched);
        report.AddBeside("prefill counted in", "tokens/s", [.. ours.Select(one => one.Rate)], "llama-server", [.. theirs.Select(one => one.Rate)]);
        report.AddBeside("first token, median", "ms", [.. ours.Select(one => one.FirstToken(0.5))], "llama-server", [.. theirs.Select(one => one.FirstToken(0.5))]);
        report.AddBeside("first token, last", "ms", [.. ours.Select(one => one.FirstToken(1))], "llama-server", [.. theirs.Select(one => one.FirstToken(1))]);
        report.AddBeside("between tokens, p99", "ms", [.. ours.Select(one => one.Gap(0.99))], "llama-server", [.. theirs.Select(one => one.Gap(0.99))]);
        report.Print();
    }
}
