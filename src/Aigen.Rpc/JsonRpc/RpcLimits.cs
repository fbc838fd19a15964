using Aigen.Rpc.Limits;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Every limit of the interface. Beyond one of them a client is refused with the number in the answer. What each means and may be is in
/// <see cref="LimitTable"/>.
/// </summary>
public sealed record RpcLimits
{
    public int BodyBytes { get; init; } = 1 << 20;

    public int Depth { get; init; } = 64;

    public int BatchCalls { get; init; } = 100;

    public int BatchAnswerBytes { get; init; } = 16 << 20;

    public int CallsInFlight { get; init; } = 64;

    public int Subscriptions { get; init; } = 64;

    public int QueuedMessages { get; init; } = 1024;

    public int QueuedBytes { get; init; } = 16 << 20;

    /// <summary>What happens to a subscription when more waits for its client than may, where the client did not choose.</summary>
    public SlowSubscriber WhenSlow { get; init; } = SlowSubscriber.Disconnect;

    // Some 100 MB of Kestrel's buffers, were all of them busy.
    public int Connections { get; init; } = 10_000;

    // So that no single address takes all of them.
    public int ConnectionsByAddress { get; init; } = 1000;

    public int CallsByAddress { get; init; }

    public int CallsByWallet { get; init; }

    // Kestrel's own for the head of a request.
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    // Kestrel's own: a little more than the two minutes after which many clients give a kept connection up themselves.
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is out of range, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [.. LimitTable.All.Select(range => range.FindProblem(this)).OfType<string>()];
        if (!Enum.IsDefined(WhenSlow)) problems.Add($"{nameof(WhenSlow)} is {(int)WhenSlow}, allowed are {SlowSubscriber.Disconnect} and {SlowSubscriber.Lag}");
        return problems;
    }
}
