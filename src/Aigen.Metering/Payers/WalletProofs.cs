using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Checks signed requests. Each one is good once: what was seen is remembered as long as its timestamp would pass, and whatever was
/// signed before this node started is refused, because the memory does not outlive the process.
/// </summary>
internal sealed class WalletProofs(ChainSpec spec, TimeProvider time)
{
    private const long MaxAgeSeconds = 300;
    private const long ClockSlackSeconds = 10;

    // Each entry cost its sender a valid signature of a wallet; beyond this, wait.
    private const int RememberedLimit = 1_000_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Hash256> _seen = [];
    private readonly Queue<(long Timestamp, Hash256 Message)> _order = new();
    private readonly long _started = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The wallet that signed, or why it is not taken as such.</summary>
    public (Address? Wallet, DeskRefusal? Refusal) Check(WalletProof proof, Hash256 request)
    {
        if (FindFault(proof, request) is { } fault)
        {
            return (null, fault);
        }

        var message = WalletProof.MessageToSign(spec.NetworkMagic, proof.Timestamp, proof.Nonce, request);
        return Remember(Hash256.Of([.. proof.PublicKey.Bytes, .. message]), time.GetUtcNow().ToUnixTimeSeconds())
            ? (proof.PublicKey.Address, null)
            : (null, new NotAuthorized("this signed request was seen before: sign it again with another nonce"));
    }

    /// <summary>What is wrong with a signature, whether it was seen before or not.</summary>
    public NotAuthorized? FindFault(WalletProof proof, Hash256 request)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var earliest = Math.Max(now - MaxAgeSeconds, _started - ClockSlackSeconds);
        if (proof.Timestamp < earliest || proof.Timestamp > now + ClockSlackSeconds)
        {
            return new NotAuthorized($"wallet.timestamp {proof.Timestamp}, expected {earliest} to {now + ClockSlackSeconds}");
        }

        var message = WalletProof.MessageToSign(spec.NetworkMagic, proof.Timestamp, proof.Nonce, request);
        return Ed25519.Verify(proof.PublicKey, message, proof.Signature)
            ? null
            : new NotAuthorized(
                $"wallet.signature is not {proof.PublicKey}'s Ed25519 signature of chat:{spec.NetworkMagic}:{proof.Timestamp}:{proof.Nonce}:{request}");
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
