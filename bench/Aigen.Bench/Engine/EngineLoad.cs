using System.Diagnostics;
using Aigen.Inference;

namespace Aigen.Bench;

/// <summary>Clients of the engine that send a prompt of their own each and read the answer token by token.</summary>
internal static class EngineLoad
{
    private static int _prompts;

    public static async Task<(StreamTimes Times, IReadOnlyList<CompletionFinish> Finishes)> RunAsync(LlamaModel model, int clients, TimeSpan rhythm)
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Task.Run(() => StreamAsync(model, i * rhythm))));
        return (new StreamTimes([.. streams.Select(stream => stream.Times)]), [.. streams.Select(stream => stream.Finish)]);
    }

    /// <summary>Tokens that no other prompt begins with, so that nothing of it is in a KV cache.</summary>
    public static int[] Prompt(int vocabulary)
    {
        var random = new Random(Interlocked.Increment(ref _prompts));
        return [.. Enumerable.Range(0, EngineBenchmark.PromptTokens).Select(_ => random.Next(vocabulary / 4, vocabulary / 2))];
    }

    private static async Task<(IReadOnlyList<double> Times, CompletionFinish Finish)> StreamAsync(LlamaModel model, TimeSpan delay)
    {
        await Task.Delay(delay);
        var prompt = new PreparedPrompt("", Prompt(model.Description.VocabularySize));
        var options = new GenerationOptions { Temperature = 0, MaxTokens = EngineBenchmark.AnswerTokens, IgnoreEos = true };
        var times = new List<double> { Now };
        CompletionFinish? finish = null;
        await foreach (var piece in model.GenerateAsync(prompt, options, 1, CancellationToken.None))
        {
            // A piece has the tokens that came since the last one; those of half a character come with its other half.
            while (times.Count <= piece.CompletionTokens) times.Add(Now);
            finish = piece.Finish;
        }

        return (times, finish!);
    }

    private static double Now => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
}
