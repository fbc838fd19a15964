using System.Text;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>A wallet's own word that it asks for this: a completion or embeddings, which the hash tells apart.</summary>
/// <param name="Timestamp">Unix seconds of signing.</param>
/// <param name="Nonce">Chosen by the wallet; tells two equal requests of one second apart.</param>
/// <param name="Signature">Ed25519 over <c>chat:{network_magic}:{timestamp}:{nonce}:{request_hash}</c>, the hash in hex with 0x.</param>
public sealed record WalletProof(PublicKey PublicKey, long Timestamp, ulong Nonce, Signature Signature)
{
    public static byte[] MessageToSign(uint networkMagic, long timestamp, ulong nonce, Hash256 request) =>
        Encoding.UTF8.GetBytes($"chat:{networkMagic}:{timestamp}:{nonce}:{request}");
}
