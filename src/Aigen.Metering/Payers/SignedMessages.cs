using System.Text;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Checks what wallets sign for this node. Each message is good once: what was seen is remembered as long as its timestamp would pass, and
/// whatever was signed before this node started is refused, because the memory does not outlive the process.
/// </summary>
internal sealed class SignedMessages(TimeProvider time)
{
    private const long MaxAgeSeconds = 300;
    private const long ClockSlackSeconds = 10;

    // Each entry cost its sender a valid signature of a wallet; beyond this, wait.
    private const int RememberedLimit = 1_000_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Hash256> _seen = [];
    private readonly Queue<(long Timestamp, Hash256 Message)> _order = new();
    private readonly long _started = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Null where the wallet signed this and it is new, which it then is no more; else why it is not taken.</summary>
    public NotAuthorized? Use(WalletProof proof, byte[] message)
    {
        if (FindFault(proof, message) is { } fault)
        {
            return fault;
        }

        return Remember(Hash256.Of([.. proof.PublicKey.Bytes, .. message]), time.GetUtcNow().ToUnixTimeSeconds())
            ? null
            : new NotAuthorized("this signed request was seen before: sign it again with another nonce");
    }

    /// <summary>What is wrong with a signature, whether it was seen before or not.</summary>
    public NotAuthorized? FindFault(WalletProof proof, byte[] message)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var earliest = Math.Max(now - MaxAgeSeconds, _started - ClockSlackSeconds);
        if (proof.Timestamp < earliest || proof.Timestamp > now + ClockSlackSeconds)
        {
            return new NotAuthorized($"wallet.timestamp {proof.Timestamp}, expected {earliest} to {now + ClockSlackSeconds}");
        }

        return Ed25519.Verify(proof.PublicKey, message, proof.Signature)
            ? null
            : new NotAuthorized($"wallet.signature is not {proof.PublicKey}'s Ed25519 signature of {Encoding.UTF8.GetString(message)}");
    }

    private bool Remember(Hash256 message, long now)
    {
        lock (_lock)
        {
            // Kept by arrival; nothing that still passes is older than the slack on top of the age.
            while (_order.TryPeek(out var oldest) && oldest.Timestamp < now - MaxAgeSeconds - ClockSlackSeconds)
            {
                _seen.Remove(_order.Dequeue().Message);
            }

            if (_seen.Count >= RememberedLimit || !_seen.Add(message))
            {
                return false;
            }

            _order.Enqueue((now, message));
            return true;
        }
    }
}
