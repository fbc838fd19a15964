using System.Text;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What only the CEO key may read.</summary>
public enum CeoRead
{
    Health,
    Metrics,
}

/// <summary>
/// Reads that the CEO key signs. Each message is good once: what was used is remembered for as long as its time passes, and what was signed
/// before this node started is refused, since that memory ends with the process.
/// </summary>
public sealed class CeoReads(ChainSpec spec, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetUtcNow().ToUnixTimeSeconds();

    // A second has one message of each kind, so there are never more than twice the seconds of the window.
    private readonly HashSet<(CeoRead Read, long Timestamp)> _used = [];

    public static byte[] MessageToSign(CeoRead read, uint networkMagic, long timestamp) =>
        Encoding.UTF8.GetBytes($"{NameOf(read)}:{networkMagic}:{timestamp}");

    /// <summary>Null where the CEO signed this and it is new, which it then is no more.</summary>
    public Refusal? Use(CeoRead read, long timestamp, Signature signature)
    {
        if (!Ed25519.Verify(spec.CeoPublicKey, MessageToSign(read, spec.NetworkMagic, timestamp), signature))
        {
            return OrderRules.BadSignature($"{NameOf(read)}:{{network_magic}}:{{timestamp}}");
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return OrderAge.Check(timestamp, now, _started) ?? (Remember(read, timestamp, now)
            ? null
            : new Refusal(RefusalRule.OrderSeen, $"the message of {timestamp} was used already: sign one with another timestamp", null, $"{timestamp}"));
    }

    private bool Remember(CeoRead read, long timestamp, long now)
    {
        lock (_gate)
        {
            _used.RemoveWhere(used => used.Timestamp < now - OrderAge.MaxSeconds);
            return _used.Add((read, timestamp));
        }
    }

    private static string NameOf(CeoRead read) => read switch
    {
        CeoRead.Health => "admin_health",
        CeoRead.Metrics => "get_metrics",
        _ => throw new ArgumentOutOfRangeException(nameof(read), read, "There is no message for this."),
    };
}
