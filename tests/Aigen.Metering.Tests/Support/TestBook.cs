using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Metering.Tests.Support;

/// <summary>A reservation book over a real ledger, whose writer makes blocks only when a test says so.</summary>
internal sealed class TestBook : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-book-").FullName;
    private RocksStore _store;
    private Blockchain _chain = null!;

    private TestBook(DateTimeOffset now)
    {
        Time = new ClockStub(now);
        _store = RocksStore.Open(_folder);
        Open();
    }

    public static ChainSpec Spec => TestDesk.Spec;

    public ClockStub Time { get; }

    public ReservationBook Book { get; private set; } = null!;

    public IReadOnlyList<Receipt> Pending => _chain.Writer.PendingReceipts;

    /// <summary>A chain with one block for each of these payloads, each with its amount, sent by the first development wallet.</summary>
    public static async Task<TestBook> CreateAsync(DateTimeOffset now, params (string Payload, ulong Amount)[] calls)
    {
        var book = new TestBook(now);
        if (calls.Length > 0)
        {
            book._chain.Writer.Start();
            for (var nonce = 0; nonce < calls.Length; nonce++)
            {
                var inclusion = await book._chain.Tracker.IncludeAsync(
                    book.Call(calls[nonce], (ulong)nonce), atOnce: true, CancellationToken.None);
                Assert.Null(inclusion.Fate.Reason);
            }

            await book.RestartAsync();
        }

        return book;
    }

    /// <summary>What a kill and a start do: nothing in memory survives.</summary>
    public async Task RestartAsync()
    {
        await _chain.DisposeAsync();
        _store.Dispose();
        _store = RocksStore.Open(_folder);
        Open();
    }

    /// <summary>Makes the block that is due.</summary>
    public async Task<CommittedBlock> ProduceAsync()
    {
        var committed = new TaskCompletionSource<CommittedBlock>(TaskCreationOptions.RunContinuationsAsynchronously);
        _chain.Writer.Committed += block => committed.TrySetResult(block);
        _chain.Writer.Start();
        return await committed.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>What the chain alone says of a wallet's credit.</summary>
    public Credit CreditOnChain(Address wallet) => CreditAccount.Load(_chain.Ledger.State, wallet);

    public async ValueTask DisposeAsync()
    {
        await _chain.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Open()
    {
        _chain = new Blockchain(_store, Spec, DevelopmentKeys.Producer, Time, NullLoggerFactory.Instance);
        Book = new ReservationBook(_chain.Ledger, _chain.Writer, DevelopmentKeys.Producer, Time);
    }

    private Transaction Call((string Payload, ulong Amount) call, ulong nonce)
    {
        var key = DevelopmentKeys.Accounts[0];
        return key.Sign(new Transaction
        {
            Sender = Party.Of(key.Address),
            Receiver = Party.Of(Spec.CeoWallet),
            Amount = new Amount(call.Amount),
            Timestamp = Time.Now.ToUnixTimeSeconds(),
            Nonce = nonce,
            ChainId = Spec.ChainId,
            Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
            Payload = System.Text.Encoding.UTF8.GetBytes(call.Payload),
        });
    }
}
