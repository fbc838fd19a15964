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
    public DeskRefusal? Use(WalletProof proof, byte[] message, WalletAdmission? admit = null) =>
        FindFault(proof, message) ?? Remember(proof.PublicKey.Address, Hash256.Of([.. proof.PublicKey.Bytes, .. message]), admit);

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

    private DeskRefusal? Remember(Address wallet, Hash256 message, WalletAdmission? admit)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            // Kept by arrival; nothing that still passes is older than the slack on top of the age.
            while (_order.TryPeek(out var oldest) && oldest.Timestamp < now - MaxAgeSeconds - ClockSlackSeconds)
            {
                _seen.Remove(_order.Dequeue().Message);
            }

            // Before the wallet is asked for: whoever overheard the message must not take from what the wallet may ask.
            if (_seen.Contains(message))
            {
                return new NotAuthorized("this signed request was seen before: sign it again with another nonce");
            }

            if (_seen.Count >= RememberedLimit)
            {
                return new NotAuthorized($"{RememberedLimit} signed requests of the last {MaxAgeSeconds} s are remembered, which is the limit: try again later");
            }

            if (admit?.Invoke(wallet) is { } refusal)
            {
                return refusal;
            }

            _seen.Add(message);
            _order.Enqueue((now, message));
            return null;
        }
    }
}
