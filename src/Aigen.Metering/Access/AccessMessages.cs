using System.Text;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What a wallet signs about access tokens and its batch jobs. Each names network and node, so that no other node takes it.</summary>
/// <param name="NetworkMagic">The network's, from the genesis file.</param>
/// <param name="Node">The public key of the node that is asked.</param>
/// <param name="Wallet">The wallet that signs.</param>
public sealed record AccessMessages(uint NetworkMagic, PublicKey Node, Address Wallet)
{
    /// <summary>Stands in <see cref="Revoke"/> for every token of the wallet.</summary>
    public const string AllTokens = "all";

    /// <summary><c>login:{network_magic}:{node}:{wallet}:{timestamp}:{expires_at}:{scopes}:{cap}:{nonce}</c>, the cap empty where there is none.</summary>
    public byte[] Login(long timestamp, long expiresAt, AccessScopes scopes, ulong? cap, ulong nonce) =>
        Message("login", timestamp, $"{expiresAt}:{scopes.Text()}:{cap}:{nonce}");

    /// <summary><c>revoke_token:{network_magic}:{node}:{wallet}:{timestamp}:{token_id}:{nonce}</c>.</summary>
    public byte[] Revoke(long timestamp, string tokenId, ulong nonce) => Message("revoke_token", timestamp, $"{tokenId}:{nonce}");

    /// <summary><c>list_tokens:{network_magic}:{node}:{wallet}:{timestamp}:{nonce}</c>.</summary>
    public byte[] List(long timestamp, ulong nonce) => Message("list_tokens", timestamp, $"{nonce}");

    /// <summary><c>batch_status:{network_magic}:{node}:{wallet}:{timestamp}:{job_id}:{nonce}</c>.</summary>
    public byte[] Batch(long timestamp, Hash256 job, ulong nonce) => Message("batch_status", timestamp, $"{job}:{nonce}");

    private byte[] Message(string kind, long timestamp, string rest) =>
        Encoding.UTF8.GetBytes($"{kind}:{NetworkMagic}:{Node}:{Wallet}:{timestamp}:{rest}");
}
