using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Support;

/// <summary>The development network in a temporary folder, one block at a time.</summary>
internal sealed class TestChain : IDisposable
{
    public const long Start = 1_800_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-chain-").FullName;

    public TestChain(MempoolLimits? limits = null)
    {
        Store = RocksStore.Open(_folder);
        Open(limits ?? new MempoolLimits());
    }

    public static ChainSpec Spec { get; } =
        GenesisFile.Load(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")).Spec!;

    public static IReadOnlyList<SigningKey> Wallets => DevelopmentKeys.Accounts;

    public static Address RewardAddress => Spec.Producers[0].RewardAddress;

    public RocksStore Store { get; private set; }

    public Ledger Ledger { get; private set; } = null!;

    public Mempool Mempool { get; private set; } = null!;

    public TransactionIntake Intake { get; private set; } = null!;

    public ManualTime Time { get; } = new(Start);

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What a restart does; nothing in memory survives it.</summary>
    public void Restart(MempoolLimits? limits = null)
    {
        Store.Dispose();
        Store = RocksStore.Open(_folder);
        Open(limits ?? new MempoolLimits());
    }

    public Amount Balance(Address address) => Account.Load(Ledger.State, address).Balance;

    /// <summary>The balance of every account there is.</summary>
    public IEnumerable<Amount> Balances => Store.Scan(Column.State).Where(row => StateRow.KeyOf(row.Value).IsAccount)
        .Select(row => Account.Decode(StateRow.ValueOf(row.Value).ToArray()).Balance);

    /// <summary>A good transfer of 1 AIGEN from the first wallet to the second, for a test to bend.</summary>
    public Transaction Transfer(int from = 0, ulong? nonce = null, ulong amount = 1, Address? to = null) => new()
    {
        Sender = Party.Of(Wallets[from].Address),
        Receiver = Party.Of(to ?? Wallets[(from + 1) % Wallets.Count].Address),
        Amount = new Amount(amount),
        Timestamp = Now,
        Nonce = nonce ?? Mempool.PendingNonce(Wallets[from].Address),
        ChainId = Spec.ChainId,
        Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
    };

    public Transaction Call(string payload, ulong amount, int from = 0) =>
        Transfer(from, amount: amount, to: Spec.CeoWallet) with { Payload = System.Text.Encoding.UTF8.GetBytes(payload) };

    public Submission Submit(Transaction transaction, int by = 0) => Add(Wallets[by].Sign(transaction));

    /// <summary>What becomes of a transaction as it is.</summary>
    public Submission Add(Transaction transaction) => Intake.SubmitAsync(transaction).AsTask().GetAwaiter().GetResult();

    public ProducedBlock Produce(IReadOnlyList<Receipt>? receipts = null, IReadOnlyList<CeoOrder>? orders = null)
    {
        var pending = (receipts ?? []).Select((receipt, i) => new PendingReceipt((ulong)i, receipt)).ToList();
        var candidates = new BlockCandidates(Mempool.Best(int.MaxValue), pending, orders ?? []);
        var produced = Ledger.Produce(candidates, DevelopmentKeys.Producer, RewardAddress, Now);
        Mempool.Follow(produced.Block, produced.RefusedTransactions);
        return produced;
    }

    /// <summary>A receipt as the node signs it.</summary>
    public Receipt Receipt(Address payer, Funding funding, uint tokens, ulong price) => DevelopmentKeys.Producer.Sign(new Receipt
    {
        Id = ReceiptId.New(),
        Payer = payer,
        Model = Hash256.Of([1]),
        Request = Hash256.Of([2]),
        Output = Hash256.Of([3]),
        Sampling = new Sampling
        {
            MaxTokens = tokens,
            TemperatureMillionths = 800_000,
            TopPMillionths = 950_000,
            TopK = 40,
            MinPMillionths = 50_000,
            RepeatPenaltyMillionths = 1_000_000,
            FrequencyPenaltyMillionths = 0,
            PresencePenaltyMillionths = 0,
            Seed = 7,
        },
        PromptTokens = 0,
        CachedTokens = 0,
        CompletionTokens = tokens,
        End = CompletionEnd.Stop,
        Funding = funding,
        Price = price,
        Reservation = price,
        Timestamp = Now,
        Node = default,
    });

    private void Open(MempoolLimits limits)
    {
        Ledger = Ledger.Open(Store, Spec);
        Mempool = new Mempool(Ledger, Store, Time, limits);
        Intake = new TransactionIntake(Mempool, Spec, Time);
    }
}
