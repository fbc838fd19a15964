using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;

namespace Aigen.Node.Client.Chat;

/// <summary>The wallet whose quota or credit a chat uses.</summary>
internal sealed class ChatWallet(ClientRun run, SigningKey key, NodeFacts network)
{
    /// <summary>The wallet's signature of one request, as its <c>wallet</c> field.</summary>
    public JsonObject Prove(string? modelId, IReadOnlyList<ChatMessage> messages)
    {
        var (timestamp, nonce) = (run.Now, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        var message = WalletProof.MessageToSign(network.NetworkMagic, timestamp, nonce, RequestHash.Of(modelId, messages));
        return new JsonObject
        {
            ["public_key"] = key.PublicKey.ToString(),
            ["timestamp"] = timestamp,
            ["nonce"] = nonce,
            ["signature"] = key.Sign(message).ToString(),
        };
    }

    /// <summary>A payment that buys credit, as a request's <c>transaction</c> field.</summary>
    public async Task<JsonObject> PayAsync(ulong amount, ChatSettings settings)
    {
        var call = new JsonObject
        {
            ["user_address"] = key.Address.ToString(),
            ["model_id"] = settings.ModelId ?? network.DefaultModel,
        };
        if (settings.MaxTokens is { } tokens)
        {
            call["max_tokens"] = tokens;
        }

        Transaction payment = await Wallet.SignAsync(run, key, TransactionTerms.ModuleCall(network, amount, call));
        return TransactionJson.Of(payment);
    }
}
