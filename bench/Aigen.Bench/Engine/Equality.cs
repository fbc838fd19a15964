using System.Globalization;
using Aigen.Inference;
using Spectre.Console;

namespace Aigen.Bench;

/// <summary>
/// Greedy answers of the engine beside llama-server's, token by token: each prompt alone, then all of them at once. Sums are rounded as
/// the shape of a batch has it, so that of two tokens with nearly the same logit either may come: the gap tells of such a place, and
/// llama-server's own answers to all prompts at once tell how often that is so without the engine.
/// </summary>
internal static class Equality
{
    private const int Tokens = 96;

    // So many prompts in one make lengths of some hundred tokens.
    private const int Joined = 6;

    public static async Task RunAsync(string file, LlamaModel model, LlamaTools? peer)
    {
        if (peer is null) throw new ArgumentException("the part equality needs --llama DIR");
        await using var server = await peer.ServerAsync(EngineBenchmark.Streams[^1], model.FlashAttention);
        var prompts = Prompts(model);
        var expected = new List<int[]>();
        foreach (var prompt in prompts) expected.Add(await server.AnswerAsync(prompt.Tokens, Tokens));
        var control = await Task.WhenAll(prompts.Select(prompt => server.AnswerAsync(prompt.Tokens, Tokens)));
        var alone = new List<int[]>();
        foreach (var prompt in prompts) alone.Add(await AnswerAsync(model, prompt));
        var together = await Task.WhenAll(prompts.Select(prompt => Task.Run(() => AnswerAsync(model, prompt))));

        var lengths = prompts.Select(prompt => prompt.Tokens.Count).ToList();
        var title = $"{model.Description.Id}: {prompts.Count} prompts of {lengths.Min()} to {lengths.Max()} tokens, {Tokens} tokens of answer, "
            + $"flash attention {model.FlashAttention}; {await TokenizedAlikeAsync(server, prompts)} prompts tokenised alike";
        var table = new Table().RoundedBorder().Title(title);
        table.AddColumns("how", "prompt", "its tokens", "first difference", "gap of logits there");
        using var gap = new LogitGap(file, model.Threads, model.FlashAttention);
        Report(table, "alone", prompts, alone, expected, gap);
        Report(table, "all at once", prompts, together, expected, gap);
        Report(table, "llama-server, all at once", prompts, control, expected, gap);
        AnsiConsole.Write(table);
    }

    private static List<PreparedPrompt> Prompts(LlamaModel model)
    {
        var texts = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Engine", "prompts.txt"));
        string[] all = [.. texts, .. texts.Chunk(Joined).Select(chunk => string.Join('\n', chunk))];
        return [.. all.Select(text => model.Prepare([new ChatMessage(ChatRoles.User, text)])).Cast<PromptOutcome.Prepared>().Select(one => one.Prompt)];
    }

    private static async Task<int> TokenizedAlikeAsync(LlamaServer server, IReadOnlyList<PreparedPrompt> prompts)
    {
        var alike = 0;
        foreach (var prompt in prompts)
            if (prompt.Tokens.SequenceEqual(await server.TokenizeAsync(prompt.Text)))
                alike++;
        return alike;
    }

    private static async Task<int[]> AnswerAsync(LlamaModel model, PreparedPrompt prompt)
    {
        var request = new GenerationRequest(prompt, new GenerationOptions { Temperature = 0, MaxTokens = Tokens, IgnoreEos = true }, 1, default);
        model.Engine.Enqueue(request);
        return await request.Tokens.ReadAllAsync().Where(token => !token.IsEnd).Select(token => token.Token).ToArrayAsync();
    }

    private static void Report(
        Table table, string how, List<PreparedPrompt> prompts, IReadOnlyList<int[]> ours, List<int[]> theirs, LogitGap gap)
    {
        var equal = 0;
        for (var i = 0; i < prompts.Count; i++)
        {
            var at = ours[i].AsSpan().CommonPrefixLength(theirs[i]);
            if (at == Tokens) equal++;
            else
                table.AddRow(how, Text(i + 1), Text(prompts[i].Tokens.Count), Text(at), At(gap, prompts[i], ours[i], theirs[i], at));
        }

        table.AddRow(how, "all", Text(prompts.Sum(prompt => prompt.Tokens.Count)), $"{Text(equal)} of {Text(prompts.Count)} are equal", "");
    }

    private static string At(LogitGap gap, PreparedPrompt prompt, int[] ours, int[] theirs, int at)
    {
        if (at == ours.Length || at == theirs.Length) return $"{ours.Length} tokens beside {theirs.Length}";
        return gap.Between(ours[at], theirs[at], [.. prompt.Tokens, .. ours.AsSpan(0, at)]).ToString("F4", CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
