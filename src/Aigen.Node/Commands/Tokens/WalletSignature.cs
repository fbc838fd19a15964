using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Metering;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary>A wallet's signature of something about access tokens, as a call's <c>wallet</c> field.</summary>
internal static class WalletSignature
{
    public delegate byte[] Message(AccessMessages messages, ulong nonce);

    public static async Task<JsonObject> MakeAsync(ClientRun run, SigningKey key, long timestamp, Message message)
    {
        var network = await run.NetworkAsync();
        var nonce = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var signed = message(new AccessMessages(network.NetworkMagic, network.NodeKey, key.Address), nonce);
        return new JsonObject
        {
            ["public_key"] = key.PublicKey.ToString(),
            ["timestamp"] = timestamp,
            ["nonce"] = nonce,
            ["signature"] = key.Sign(signed).ToString(),
        };
    }
}
