using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Tests.Fuzz;

namespace Aigen.Rpc.Tests.Limits;

/// <summary>A wallet that signs calls to a node one by one.</summary>
internal sealed class SigningWallet(NodeServices node, SigningKey key)
{
    private ulong _nonce;

    public Address Address => key.Address;

    private AccessMessages Messages => new(node.Ledger.Spec.NetworkMagic, node.NodeKey, Address);

    public string List() => Call("listAccessTokens", [], nonce => Messages.List(InProcessNode.Now, nonce));

    public string Revoke() =>
        Call("revokeAccessToken", new() { ["token_id"] = AccessMessages.AllTokens }, nonce => Messages.Revoke(InProcessNode.Now, AccessMessages.AllTokens, nonce));

    /// <summary>The signature is of another node's.</summary>
    public string Forge() => Call("listAccessTokens", [], nonce => (Messages with { NetworkMagic = 1 }).List(InProcessNode.Now, nonce));

    public string Embed() => Call("createEmbedding", new() { ["input"] = "gold" }, nonce => Request(nonce, RequestHash.OfEmbedding(null, ["gold"])));

    public string Chat(string method) => Call(
        method, new() { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "gold" }) },
        nonce => Request(nonce, RequestHash.Of(null, [new ChatMessage("user", "gold")])));

    public string Pay(ulong nonce)
    {
        var transaction = key.Sign(new Transaction
        {
            Sender = Party.Of(Address),
            Receiver = Party.Of(DevelopmentKeys.Accounts[1].Address),
            Amount = new Amount(1),
            Timestamp = InProcessNode.Now,
            Nonce = nonce,
            ChainId = node.Ledger.Spec.ChainId,
            Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
        });
        return Call("submitTransaction", new()
        {
            ["sender"] = transaction.Sender.Text,
            ["sender_public_key"] = transaction.SenderPublicKey.ToString(),
            ["receiver"] = transaction.Receiver.Text,
            ["amount"] = 1,
            ["signature"] = transaction.Signature.ToString(),
            ["timestamp"] = transaction.Timestamp,
            ["nonce"] = nonce,
            ["tx_hash"] = transaction.Hash.ToString(),
            ["fee_base"] = 1,
            ["fee_priority"] = 0,
            ["fee_burn"] = 0,
            ["chain_id"] = transaction.ChainId,
        });
    }

    private byte[] Request(ulong nonce, Hash256 hash) => WalletProof.MessageToSign(node.Ledger.Spec.NetworkMagic, InProcessNode.Now, nonce, hash);

    private string Call(string method, JsonObject parameters, Func<ulong, byte[]> message)
    {
        var nonce = ++_nonce;
        parameters["wallet"] = new JsonObject
        {
            ["public_key"] = key.PublicKey.ToString(),
            ["timestamp"] = InProcessNode.Now,
            ["nonce"] = nonce,
            ["signature"] = key.Sign(message(nonce)).ToString(),
        };
        return Call(method, parameters);
    }

    private static string Call(string method, JsonObject parameters) =>
        new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString();
}
