using System.Threading.Channels;

namespace Aigen.Inference;

/// <summary>A request on its way through the engine, and the tokens of its answer on their way back.</summary>
internal sealed class GenerationRequest(PreparedPrompt prompt, GenerationOptions options, int weight, CancellationToken cancellationToken)
{
    // Unbounded, so that a slow reader never holds up a step; MaxTokens bounds what it can hold.
    private readonly Channel<AnswerToken> _tokens =
        Channel.CreateUnbounded<AnswerToken>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private volatile bool _abandoned;

    public int[] Prompt { get; } = [.. prompt.Tokens];

    public GenerationOptions Options { get; } = options;

    /// <summary>Its share of the engine beside others that wait, from 1.</summary>
    public int Weight { get; } = weight;

    public ChannelReader<AnswerToken> Tokens => _tokens.Reader;

    /// <summary>What is known of the answer; complete once <see cref="Tokens"/> has ended.</summary>
    public AnswerFacts Facts { get; } = new();

    /// <summary>Where it had to wait; null where a slot was free.</summary>
    public QueuePlace? Queue { get; set; }

    /// <summary>Whether nobody waits for the answer any more.</summary>
    public bool IsCancelled => _abandoned || cancellationToken.IsCancellationRequested;

    public void Abandon() => _abandoned = true;

    public void Write(AnswerToken token) => _tokens.Writer.TryWrite(token);

    public void End(FinishReason reason)
    {
        Facts.Reason = reason;
        _tokens.Writer.TryComplete();
    }

    public void Fail(Exception reason) => _tokens.Writer.TryComplete(reason);
}
