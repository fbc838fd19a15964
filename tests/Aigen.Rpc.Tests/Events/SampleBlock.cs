using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Rpc.Tests.Events;

/// <summary>A block that has every kind of event, made of fixed keys and times, so that its bytes are always the same.</summary>
internal static class SampleBlock
{
    private const long Time = 1_800_000_000;

    public static ChainSpec Spec { get; } = GenesisFile.Load(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")).Spec!;

    public static Block Make()
    {
        var payer = DevelopmentKeys.Accounts[0].Address;
        Transaction[] transactions =
        [
            Send(0, DevelopmentKeys.Accounts[1].Address, 7, null),
            Send(1, Spec.CeoWallet, 5, $$"""{"user_address":"{{payer}}","model_id":"aigen-tiny","max_tokens":1000}"""),
            Send(2, Spec.CeoWallet, 20, $$"""{"tier":"basic","duration_months":2,"user_address":"{{payer}}"}"""),
            Send(3, Spec.CeoWallet, 0, $$"""{"proposal_id":"SIP-1","proposal_hash":"{{Hash256.Of("document"u8)}}"}"""),
        ];
        Receipt[] receipts = [Bill(1, Funding.Quota, 0), Bill(2, Funding.Credit, 30_000)];
        CeoOrder[] orders = [Decide("SIP-0"), Stop()];
        var header = new BlockHeader
        {
            ChainId = Spec.ChainId,
            Height = 12,
            Timestamp = Time + 2,
            PreviousHash = Hash256.Of("parent"u8),
            TransactionsRoot = MerkleTree.Root(transactions.Select(transaction => transaction.Hash)),
            ReceiptsRoot = MerkleTree.Root(receipts.Select(receipt => receipt.Hash)),
            OrdersRoot = MerkleTree.Root(orders.Select(order => order.Hash)),
            StateRoot = Hash256.Of("state"u8),
            Producer = DevelopmentKeys.Producer.PublicKey,
            Shutdown = true,
        };
        return new Block(new SignedHeader(header, DevelopmentKeys.Producer.Sign(header.Hash.Bytes)), transactions, receipts, orders);
    }

    private static Transaction Send(ulong nonce, Address to, ulong amount, string? payload) => DevelopmentKeys.Accounts[0].Sign(new Transaction
    {
        Sender = Party.Of(DevelopmentKeys.Accounts[0].Address),
        Receiver = Party.Of(to),
        Amount = new Amount(amount),
        Timestamp = Time,
        Nonce = nonce,
        ChainId = Spec.ChainId,
        Fee = new Fee(new Amount(2), new Amount(3), new Amount(1)),
        Payload = payload is null ? null : System.Text.Encoding.UTF8.GetBytes(payload),
    });

    private static Receipt Bill(byte id, Funding funding, ulong price) => DevelopmentKeys.Producer.Sign(new Receipt
    {
        Id = ReceiptId.From(Enumerable.Repeat(id, ReceiptId.Length).ToArray()),
        Payer = DevelopmentKeys.Accounts[2].Address,
        Model = Hash256.Of("model"u8),
        Request = Hash256.Of("request"u8),
        Output = Hash256.Of("output"u8),
        Sampling = new Sampling
        {
            MaxTokens = 100,
            TemperatureMillionths = 800_000,
            TopPMillionths = 950_000,
            TopK = 40,
            MinPMillionths = 50_000,
            RepeatPenaltyMillionths = 1_000_000,
            FrequencyPenaltyMillionths = 0,
            PresencePenaltyMillionths = 0,
            Seed = 42,
        },
        PromptTokens = 20,
        CachedTokens = 16,
        CompletionTokens = 10,
        End = CompletionEnd.Stop,
        Funding = funding,
        Price = price,
        Reservation = 120_000,
        Timestamp = Time + 1,
        Node = default,
    });

    private static SipDecisionOrder Decide(string id)
    {
        var order = new SipDecisionOrder(id, Approve: true, default);
        return order with { Signature = DevelopmentKeys.Ceo.Sign(order.MessageToSign(Hash256.Of("older document"u8))) };
    }

    private static ShutdownOrder Stop()
    {
        var order = new ShutdownOrder(Time, 1, "test", default);
        return order with { Signature = DevelopmentKeys.Ceo.Sign(order.MessageToSign(Spec.NetworkMagic)) };
    }
}
