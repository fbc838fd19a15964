using System.Text;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Checks what wallets sign for this node. Each message is good once: what was seen is remembered as long as its timestamp would pass, and
/// whatever was signed before this node started is refused, because the memory does not outlive the process. When the memory is full the
/// oldest of it goes, and with it the time in which that was signed: whoever signs now is heard, however many others do.
/// </summary>
internal sealed class SignedMessages(TimeProvider time, int rememberedLimit = SignedMessages.RememberedLimit)
{
    private const long MaxAgeSeconds = 300;
    private const long ClockSlackSeconds = 10;

    // Each entry cost its sender a valid signature of a wallet. At 20,000 a second, which is all that two cores verify, it lasts for 50 s.
    private const int RememberedLimit = 1_000_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Hash256> _seen = [];
    private readonly Queue<(long Timestamp, Hash256 Message)> _order = new();

    // What was signed before this may have been seen, and be forgotten.
    private long _earliest = time.GetUtcNow().ToUnixTimeSeconds() - ClockSlackSeconds;

    /// <summary>Null where the wallet signed this and it is new, which it then is no more; else why it is not taken.</summary>
    public DeskRefusal? Use(WalletProof proof, byte[] message, WalletAdmission? admit = null) =>
        FindFault(proof, message) ?? Remember(proof, Hash256.Of([.. proof.PublicKey.Bytes, .. message]), admit);

    /// <summary>What is wrong with a signature, whether it was seen before or not.</summary>
    public NotAuthorized? FindFault(WalletProof proof, byte[] message)
    {
        if (FindFault(proof.Timestamp) is { } fault)
        {
            return fault;
        }

        return Ed25519.Verify(proof.PublicKey, message, proof.Signature)
            ? null
            : new NotAuthorized($"wallet.signature is not {proof.PublicKey}'s Ed25519 signature of {Encoding.UTF8.GetString(message)}");
    }

    private NotAuthorized? FindFault(long timestamp)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var (earliest, latest) = (Math.Max(now - MaxAgeSeconds, Volatile.Read(ref _earliest)), now + ClockSlackSeconds);
        return timestamp < earliest || timestamp > latest ? new NotAuthorized($"wallet.timestamp {timestamp}, expected {earliest} to {latest}") : null;
    }

    private DeskRefusal? Remember(WalletProof proof, Hash256 message, WalletAdmission? admit)
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

            // Again: it may have been forgotten since the first look.
            if (FindFault(proof.Timestamp) is { } fault)
            {
                return fault;
            }

            if (admit?.Invoke(proof.PublicKey.Address) is { } refusal)
            {
                return refusal;
            }

            MakeRoom();
            _seen.Add(message);
            _order.Enqueue((now, message));
            return null;
        }
    }

    // By arrival; nothing that came at a time was signed later than the slack after it. The clock may have gone back since.
    private void MakeRoom()
    {
        if (_seen.Count >= rememberedLimit)
        {
            var (arrived, message) = _order.Dequeue();
            _seen.Remove(message);
            Volatile.Write(ref _earliest, Math.Max(_earliest, arrived + ClockSlackSeconds + 1));
        }
    }
}
