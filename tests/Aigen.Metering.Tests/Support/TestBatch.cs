using System.Text;
using Aigen.Chain;
using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Metering.Tests.Support;

/// <summary>Batch jobs over a real ledger and a clock that a test moves, with a model whose answers it writes.</summary>
internal sealed class TestBatch : IAsyncDisposable
{
    public const string Question = "What is it?";

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-batch-").FullName;
    private readonly EndedJobs _ended = new();
    private readonly BatchLimits _limits;
    private RocksStore _store = null!;

    public TestBatch(BatchLimits? limits = null)
    {
        _limits = limits ?? new BatchLimits();
        Open();
    }

    public static SigningKey Wallet => TestDesk.Wallet;

    public ManualTime Time { get; } = new(1_800_000_000);

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    public WordForm Form { get; } = new();

    public ScriptedModel Model { get; private set; } = null!;

    public Blockchain Chain { get; private set; } = null!;

    public Desk Desk { get; private set; } = null!;

    public BatchDesk Batch { get; private set; } = null!;

    public Credit Credit => CreditAccount.Load(Chain.Ledger.State, Wallet.Address);

    public IReadOnlyList<byte[]> Rows => [.. _store.Scan(Column.BatchJobs).Select(row => row.Key)];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _ended.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends the node, changes what is stored, and starts it again.</summary>
    public async Task RestartAsync(Action<IStore>? between = null)
    {
        await CloseAsync();
        using (var store = RocksStore.Open(_folder))
        {
            between?.Invoke(store);
        }

        Open();
    }

    /// <summary>Moves the clock and has a block made, so that whoever sleeps wakes after it.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        var (sender, receiver) = (DevelopmentKeys.Accounts[1], DevelopmentKeys.Accounts[2]);
        var transfer = sender.Sign(Payment() with
        {
            Sender = Party.Of(sender.Address),
            Receiver = Party.Of(receiver.Address),
            Nonce = Chain.Mempool.PendingNonce(sender.Address),
            Payload = null,
        });
        Assert.NotNull((await Chain.Tracker.IncludeAsync(transfer, atOnce: true, CancellationToken.None)).Fate.Block);
    }

    public Transaction Payment(BatchPriority priority = BatchPriority.Standard, string input = Question, ulong? nonce = null, string model = ScriptedModel.Id) =>
        Wallet.Sign(new Transaction
        {
            Sender = Party.Of(Wallet.Address),
            Receiver = Party.Of(TestDesk.Spec.CeoWallet),
            Amount = BatchTerms.PriceOf(priority),
            Timestamp = Now,
            Nonce = nonce ?? Chain.Mempool.PendingNonce(Wallet.Address),
            ChainId = TestDesk.Spec.ChainId,
            Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
            Payload = Encoding.UTF8.GetBytes(
                $$"""{"model_id":"{{model}}","priority":"{{priority.Name()}}","input_hash":"{{new BatchInput(true, input).Hash}}"}"""),
        });

    public BatchSubmission Asking(Transaction payment, BatchPriority priority = BatchPriority.Standard, string input = Question, string model = ScriptedModel.Id)
    {
        var asked = new BatchInput(true, input);
        return new BatchSubmission(model, priority, asked, Form.Read(model, asked), payment);
    }

    public async Task<BatchJob> SubmitAsync(BatchPriority priority = BatchPriority.Standard, string input = Question)
    {
        var (job, refusal) = await Batch.SubmitAsync(Asking(Payment(priority, input), priority, input), CancellationToken.None);
        Assert.Null(refusal);
        return job!;
    }

    public async Task<DeskRefusal> RefuseAsync(BatchSubmission asked)
    {
        var (job, refusal) = await Batch.SubmitAsync(asked, CancellationToken.None);
        Assert.Null(job);
        return refusal!;
    }

    /// <summary>Done once the node has the job, and no block its payment.</summary>
    public Task PendingAsync(Hash256 id) => _ended.WaitAsync(() => Batch.Find(id) is { State: BatchState.Pending } job ? job : null);

    /// <summary>The job at its end.</summary>
    public Task<BatchJob> EndAsync(Hash256 id) => _ended.WaitAsync(() => Batch.Find(id) is { IsEnded: true } job ? job : null);

    /// <summary>Done once the job waits to be tried again.</summary>
    public Task PostponedAsync(Hash256 id) => _ended.WaitAsync(() => Batch.Find(id) is { State: BatchState.Scheduled, RetryAt: > 0 } job ? job : null);

    public string AnswerOf(BatchJob job) => Encoding.UTF8.GetString(Batch.AnswerOf(job)!);

    /// <summary>The receipt of a job, in the block that holds it.</summary>
    public async Task<Receipt> ReceiptAsync(Hash256 job)
    {
        await EndAsync(job);
        var id = BatchPayment.ReceiptOf(job);
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(CommittedBlock block)
        {
            if (block.Block.Receipts.Any(receipt => receipt.Id == id)) committed.TrySetResult();
        }

        Chain.Writer.Committed += Look;
        Chain.Writer.RequestBlock();
        if (!_store.Contains(Column.Receipts, id.Bytes)) await committed.Task.WaitAsync(EndedJobs.Patience);
        Chain.Writer.Committed -= Look;
        return Assert.Single(Blocks().SelectMany(block => block.Receipts), receipt => receipt.Id == id);
    }

    private IEnumerable<Block> Blocks()
    {
        for (var height = 0UL; height <= Chain.Ledger.Head.Height; height++) yield return Chain.Ledger.Blocks.Find(height)!;
    }

    private async Task CloseAsync()
    {
        await Batch.DisposeAsync();
        await Chain.DisposeAsync();
        _store.Dispose();
    }

    private void Open()
    {
        _store = RocksStore.Open(_folder);
        Chain = new Blockchain(_store, TestDesk.Spec, DevelopmentKeys.Producer, Time, NullLoggerFactory.Instance);
        Model = new ScriptedModel();
        var (node, terms) = (DevelopmentKeys.Producer.PublicKey, new ModelTerms(new Dictionary<string, Tier>(), Chain.Releases));
        Desk = new Desk(
            Chain, new ModelCatalog([Model]), terms, new AnonymousWallets(new byte[32]), new AccessTokens(_store, Chain.Ledger, node, Time),
            DevelopmentKeys.Producer, Time);
        Batch = new BatchDesk(_store, Chain, Desk, Form, node, Time, NullLogger<BatchDesk>.Instance, _limits);
        Batch.Start();
        Chain.Writer.Start();
    }
}
