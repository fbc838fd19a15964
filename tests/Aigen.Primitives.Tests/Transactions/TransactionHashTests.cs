using System.Text.Json;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives.Tests.Transactions;

public class TransactionHashTests
{
    public static TheoryData<string> Names => [.. Vectors().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hash_GoldenVector_IsAsPinned(string name)
    {
        var vector = Vectors().Single(candidate => candidate.GetProperty("name").GetString() == name);
        Assert.Equal(vector.GetProperty("tx_hash").GetString(), Read(vector).Hash.ToString());
    }

    [Fact]
    public void With_AnotherNonce_HashesAnew()
    {
        var transaction = Read(Vectors()[0]);
        Assert.NotEqual(transaction.Hash, (transaction with { Nonce = 1 }).Hash);
        Assert.Equal(transaction.Hash, (transaction with { SenderPublicKey = default }).Hash);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhatEncodeWrote_IsTheSameTransaction(string name)
    {
        var transaction = Read(Vectors().Single(candidate => candidate.GetProperty("name").GetString() == name));
        var decoded = Transaction.Decode(transaction.Encoded);
        Assert.Equal(transaction, decoded);
        Assert.Equal(transaction.Hash, decoded.Hash);
        Assert.Equal(transaction.Sender.Text, decoded.Sender.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadFrom_BytesOfOneAfterTheOther_AreTheirHashes(string name)
    {
        var transaction = Read(Vectors().Single(candidate => candidate.GetProperty("name").GetString() == name));
        var other = transaction with { CeoSignature = default(Signature), Nonce = 7 };
        var reader = new WireReader([.. transaction.Encoded, .. other.Encoded, .. transaction.Encoded]);
        Assert.Equal(transaction.Hash, TransactionHash.ReadFrom(ref reader));
        Assert.Equal(other.Hash, TransactionHash.ReadFrom(ref reader));
        Assert.Equal(transaction.Hash, TransactionHash.ReadFrom(ref reader));
        reader.ExpectEnd();
    }

    [Fact]
    public void Decode_AnyShorterOrLongerBytes_IsInvalidData()
    {
        var encoded = Read(Vectors()[1]).Encoded.ToArray();
        for (var length = 0; length < encoded.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Transaction.Decode(encoded.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => Transaction.Decode([.. encoded, 0]));
    }

    private static JsonElement[] Vectors()
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "transactions.json"));
        return [.. JsonDocument.Parse(file).RootElement.GetProperty("vectors").EnumerateArray()];
    }

    private static Transaction Read(JsonElement vector) => new()
    {
        Sender = PartyOf(vector, "sender"),
        Receiver = PartyOf(vector, "receiver"),
        Amount = new Amount(vector.GetProperty("amount").GetUInt64()),
        Timestamp = vector.GetProperty("timestamp").GetInt64(),
        Nonce = vector.GetProperty("nonce").GetUInt64(),
        Priority = vector.GetProperty("priority").GetBoolean(),
        ChainId = vector.GetProperty("chain_id").GetUInt64(),
        Fee = new Fee(AmountOf(vector, "fee_base"), AmountOf(vector, "fee_priority"), AmountOf(vector, "fee_burn")),
        Payload = vector.GetProperty("payload").GetString() is { } hex && Hex.TryDecode(hex, out var bytes) ? bytes : null,
        SenderPublicKey = PublicKey.Parse("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"),
    };

    private static Party PartyOf(JsonElement vector, string name)
    {
        var text = vector.GetProperty(name).GetString()!;
        return new Party(Address.Parse(text), text);
    }

    private static Amount AmountOf(JsonElement vector, string name) => new(vector.GetProperty(name).GetUInt64());
}
