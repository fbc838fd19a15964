using System.Text;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Tests.Support;

/// <summary>A wallet: builds and signs transactions and requests.</summary>
internal sealed class Wallet(SigningKey key, Address address)
{
    public const ulong DevelopmentChain = 9944001;
    public const uint DevelopmentMagic = 2711724449;
    private static ulong proofNonce;

    public Wallet(SigningKey key)
        : this(key, key.Address)
    {
    }

    /// <summary>Where payments go.</summary>
    public static Address CeoAddress { get; } = Address.Parse("0x0000000000000000000000000000000000000001");

    /// <summary>The CEO wallet, which the CEO key owns.</summary>
    public static Wallet Ceo { get; } = new(DevelopmentKeys.Ceo, CeoAddress);

    public SigningKey Key => key;

    public Address Address => address;

    public static Wallet New() => new(SigningKey.Generate());

    /// <summary>A prefunded wallet of the development network, 1 to 10.</summary>
    public static Wallet Development(int number) => new(DevelopmentKeys.Accounts[number - 1]);

    /// <summary>A signed transaction of the base fee 1.</summary>
    public Transaction Transaction(Address receiver, ulong amount, ulong nonce, string? payload = null) => Sign(new Transaction
    {
        Sender = Party.Of(address),
        Receiver = Party.Of(receiver),
        Amount = new Amount(amount),
        Timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        Nonce = nonce,
        ChainId = DevelopmentChain,
        Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
        Payload = payload is null ? null : Encoding.UTF8.GetBytes(payload),
    });

    public Transaction Sign(Transaction transaction) => key.Sign(transaction);

    /// <summary>A payment for inference.</summary>
    public Transaction Payment(ulong amount, ulong nonce, int maxTokens = 1000) => Transaction(
        CeoAddress, amount, nonce, $$"""{"user_address":"{{address}}","model_id":"aigen-tiny","max_tokens":{{maxTokens}}}""");

    /// <summary>A payment for months of a tier.</summary>
    public Transaction Subscription(string tier, int months, ulong amount, ulong nonce) => Transaction(
        CeoAddress, amount, nonce, $$"""{"tier":"{{tier}}","duration_months":{{months}},"user_address":"{{address}}"}""");

    /// <summary>The wallet field of a chat request: this wallet asks for it.</summary>
    public JsonObject Proof(string? modelId, params ChatMessage[] messages) => Proof(modelId, messages, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    public JsonObject Proof(string? modelId, ChatMessage[] messages, long timestamp, GenerationOptions? options = null) =>
        Proof(RequestHash.Of(modelId, messages, options), timestamp);

    /// <summary>The wallet field of whatever request.</summary>
    public JsonObject Proof(Hash256 request) => Proof(request, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    private JsonObject Proof(Hash256 request, long timestamp)
    {
        var nonce = Interlocked.Increment(ref proofNonce);
        var message = WalletProof.MessageToSign(DevelopmentMagic, timestamp, nonce, request);
        return new JsonObject
        {
            ["public_key"] = key.PublicKey.ToString(),
            ["timestamp"] = timestamp,
            ["nonce"] = nonce,
            ["signature"] = key.Sign(message).ToString(),
        };
    }

    /// <summary>A transaction as clients send it.</summary>
    public static JsonObject Json(Transaction transaction) => new()
    {
        ["sender"] = transaction.Sender.Text,
        ["sender_public_key"] = transaction.SenderPublicKey.ToString(),
        ["receiver"] = transaction.Receiver.Text,
        ["amount"] = transaction.Amount.Aigen,
        ["signature"] = transaction.Signature.ToString(),
        ["timestamp"] = transaction.Timestamp,
        ["nonce"] = transaction.Nonce,
        ["priority"] = transaction.Priority,
        ["tx_hash"] = transaction.Hash.ToString(),
        ["fee_base"] = transaction.Fee.Base.Aigen,
        ["fee_priority"] = transaction.Fee.Priority.Aigen,
        ["fee_burn"] = transaction.Fee.Burn.Aigen,
        ["chain_id"] = transaction.ChainId,
        ["payload"] = transaction.Payload is { } payload ? Hex.Encode(payload) : null,
        ["ceo_signature"] = transaction.CeoSignature?.ToString(),
    };
}
