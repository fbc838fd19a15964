using Aigen.Fuzz;

namespace Aigen.Primitives.Tests.Fuzz;

/// <summary>Good records with whatever content.</summary>
internal static class Records
{
    private static readonly string[] Texts = ["", "test", "SIP-1", "Übergröße", "語\0😀", "\uFFFD"];

    public static Transaction Transaction(Random random) => new()
    {
        Sender = Party(random),
        Receiver = Party(random),
        Amount = Amount(random),
        Timestamp = random.NextInt64(long.MinValue, long.MaxValue),
        Nonce = Amount(random).Aigen,
        Priority = random.Next(2) == 0,
        ChainId = Amount(random).Aigen,
        Fee = new Fee(Amount(random), Amount(random), Amount(random)),
        Payload = random.Next(2) == 0 ? null : ByteMutation.Noise(random.Next(40), random),
        SenderPublicKey = PublicKey.From(ByteMutation.Noise(PublicKey.Length, random)),
        Signature = Signature(random),
        CeoSignature = random.Next(2) == 0 ? null : Signature(random),
    };

    public static Receipt Receipt(Random random) => new()
    {
        Id = ReceiptId.From(ByteMutation.Noise(ReceiptId.Length, random)),
        Payer = Address.From(ByteMutation.Noise(Address.Length, random)),
        Model = Hash(random),
        Request = Hash(random),
        Output = Hash(random),
        Sampling = new Sampling
        {
            MaxTokens = (uint)random.Next(),
            TemperatureMillionths = random.NextInt64(),
            TopPMillionths = random.NextInt64(),
            TopK = (uint)random.Next(),
            MinPMillionths = random.NextInt64(),
            RepeatPenaltyMillionths = random.NextInt64(),
            FrequencyPenaltyMillionths = -random.NextInt64(),
            PresencePenaltyMillionths = -random.NextInt64(),
            Seed = (uint)random.Next(),
        },
        PromptTokens = (uint)random.Next(),
        CachedTokens = (uint)random.Next(),
        CompletionTokens = (uint)random.Next(),
        End = (CompletionEnd)random.Next(1, 6),
        IsPinned = random.Next(2) == 0,
        Funding = (Funding)random.Next(1, 4),
        Price = Amount(random).Aigen,
        Reservation = Amount(random).Aigen,
        Timestamp = random.NextInt64(),
        Node = PublicKey.From(ByteMutation.Noise(PublicKey.Length, random)),
        Signature = Signature(random),
    };

    public static CeoOrder Order(Random random) => random.Next(5) switch
    {
        0 => new ShutdownOrder(random.NextInt64(), Amount(random).Aigen, Text(random), Signature(random)),
        1 => new SipDecisionOrder(Text(random), random.Next(2) == 0, Signature(random)),
        2 => new ReleaseOrder(
            random.NextInt64(), Text(random), Text(random), Text(random), Amount(random).Aigen, Some(random, Hash), random.Next(2) == 0, Text(random),
            random.Next(2) == 0, Signature(random)),
        3 => new UpgradeDecisionOrder(random.NextInt64(), Text(random), random.Next(2) == 0 ? null : Text(random), Signature(random)),
        _ => new VoteOrder(random.NextInt64(), Text(random), (GovernanceVote)random.Next(1, 4), Signature(random)),
    };

    public static SignedHeader Header(Random random) => new(
        new BlockHeader
        {
            Version = (uint)random.Next(3),
            ChainId = Amount(random).Aigen,
            Height = Amount(random).Aigen,
            Timestamp = random.NextInt64(),
            PreviousHash = Hash(random),
            TransactionsRoot = Hash(random),
            ReceiptsRoot = Hash(random),
            OrdersRoot = Hash(random),
            StateRoot = Hash(random),
            Producer = PublicKey.From(ByteMutation.Noise(PublicKey.Length, random)),
            Shutdown = random.Next(2) == 0,
        },
        Signature(random));

    public static Block Block(Random random) => new(
        Header(random), Some(random, Transaction), Some(random, Receipt), Some(random, Order));

    private static T[] Some<T>(Random random, Func<Random, T> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make(random))];

    private static Party Party(Random random)
    {
        var address = Address.From(ByteMutation.Noise(Address.Length, random));
        return new Party(address, AddressTexts.Good(address, random));
    }

    private static Amount Amount(Random random) => new(random.Next(4) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        _ => (ulong)random.NextInt64() << random.Next(2),
    });

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static Hash256 Hash(Random random) => Hash256.From(ByteMutation.Noise(Hash256.Length, random));

    private static Signature Signature(Random random) => Primitives.Signature.From(ByteMutation.Noise(Primitives.Signature.Length, random));
}
