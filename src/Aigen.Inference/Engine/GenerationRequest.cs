using System.Diagnostics;
using System.Threading.Channels;

namespace Aigen.Inference;

/// <summary>A request on its way through the engine, and the tokens of its answers on their way back.</summary>
internal sealed class GenerationRequest(PreparedPrompt prompt, GenerationOptions options, int weight, CancellationToken cancellationToken) : IWeighted
{
    // Unbounded, so that a slow reader never holds up a step; MaxTokens bounds what it can hold.
    private readonly Channel<AnswerToken> _tokens =
        Channel.CreateUnbounded<AnswerToken>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly AnswerFacts[] _facts = [.. Enumerable.Range(0, options.Answers).Select(_ => new AnswerFacts())];
    private readonly uint _seed = SamplerChain.ChooseSeed(options);
    private volatile bool _abandoned;

    public int[] Prompt { get; } = [.. prompt.Tokens];

    public GenerationOptions Options { get; } = options;

    /// <summary>Its share of the engine beside others that wait, from 1.</summary>
    public int Weight { get; } = weight;

    /// <summary>When it came, on the clock of <see cref="Stopwatch"/>.</summary>
    public long Came { get; init; } = Stopwatch.GetTimestamp();

    /// <summary>The trace that it is a part of.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>How many slots it needs at a time.</summary>
    public int Answers => Options.Answers;

    /// <summary>The tokens of all answers, each answer's in their order.</summary>
    public ChannelReader<AnswerToken> Tokens => _tokens.Reader;

    /// <summary>Where it had to wait; null where a slot was free.</summary>
    public QueuePlace? Queue { get; set; }

    /// <summary>Whether nobody waits for any of its answers any more.</summary>
    public bool IsCancelled => _abandoned || cancellationToken.IsCancellationRequested;

    /// <summary>What is known of an answer; complete once its end has been read.</summary>
    public AnswerFacts FactsOf(int answer) => _facts[answer];

    /// <summary>The seed of an answer: one more for each, without the last number, which llama.cpp takes for none.</summary>
    public uint SeedOf(int answer) => (uint)(((ulong)_seed + (ulong)answer) % uint.MaxValue);

    public void Abandon() => _abandoned = true;

    public void Write(AnswerToken token) => _tokens.Writer.TryWrite(token);

    public void End(int answer, FinishReason reason)
    {
        _facts[answer].Reason = reason;
        Write(AnswerToken.EndOf(answer));
    }

    /// <summary>Ends all of its answers. Has no effect on those that were read to their end.</summary>
    public void Fail(Exception reason)
    {
        _abandoned = true;
        _tokens.Writer.TryComplete(reason);
    }
}
