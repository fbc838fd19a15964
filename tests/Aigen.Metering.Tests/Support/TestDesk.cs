using System.Net;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Inference;
using Aigen.Primitives;
using Aigen.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Metering.Tests.Support;

/// <summary>A desk over a real ledger, with a model whose answers a test writes.</summary>
internal sealed class TestDesk : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-desk-").FullName;
    private readonly Dictionary<string, Tier> _minimumTiers;
    private RocksStore _store = null!;
    private Blockchain _chain = null!;

    public TestDesk(SettableTime? time = null, Tier minimumTier = Tier.Free)
    {
        Time = time ?? new SettableTime();
        _minimumTiers = new Dictionary<string, Tier> { [ScriptedModel.Id] = minimumTier };
        Open();
    }

    public static ChainSpec Spec { get; } = GenesisFile.Load(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")).Spec!;

    public static SigningKey Wallet => DevelopmentKeys.Accounts[0];

    public ScriptedModel Model { get; private set; } = null!;

    public Ledger Ledger => _chain.Ledger;

    public ChainWriter Writer => _chain.Writer;

    public Desk Desk { get; private set; } = null!;

    public SettableTime Time { get; }

    public AccessTokens Access { get; private set; } = null!;

    /// <summary>Few, so that a test reaches them.</summary>
    public static AccessLimits AccessLimits { get; } = new() { OfAWallet = 3, InAll = 8 };

    public PayerFigures Figures => Desk.FiguresOf(Wallet.Address);

    public async ValueTask DisposeAsync()
    {
        await _chain.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task RestartAsync()
    {
        await _chain.DisposeAsync();
        _store.Dispose();
        Open();
    }

    /// <summary>A request that the wallet signed.</summary>
    public DeskRequest Signed(string text = "Hi", int? maxTokens = null, long? timestamp = null, SigningKey? by = null)
    {
        var request = Anonymous(text, maxTokens);
        return request with { Proof = ProofOf(RequestHash.Of(null, request.Messages), timestamp, by) };
    }

    /// <summary>The wallet's signature of a request.</summary>
    public WalletProof ProofOf(Hash256 request, long? timestamp = null, SigningKey? by = null)
    {
        var key = by ?? Wallet;
        var signedAt = timestamp ?? Time.GetUtcNow().ToUnixTimeSeconds();
        var nonce = (ulong)Random.Shared.NextInt64();
        return new WalletProof(key.PublicKey, signedAt, nonce, key.Sign(WalletProof.MessageToSign(Spec.NetworkMagic, signedAt, nonce, request)));
    }

    public static DeskRequest Anonymous(string text = "Hi", int? maxTokens = null) =>
        new() { Messages = [new ChatMessage("user", text)], MaxTokens = maxTokens, From = IPAddress.Loopback };

    public Transaction Payment(ulong amount, string payload = """{"model_id":"m","max_tokens":1}""") => Wallet.Sign(new Transaction
    {
        Sender = Party.Of(Wallet.Address),
        Receiver = Party.Of(Spec.CeoWallet),
        Amount = new Amount(amount),
        Timestamp = Time.GetUtcNow().ToUnixTimeSeconds(),
        Nonce = _chain.Mempool.PendingNonce(Wallet.Address),
        ChainId = Spec.ChainId,
        Fee = new Fee(new Amount(1), Amount.Zero, Amount.Zero),
        Payload = System.Text.Encoding.UTF8.GetBytes(payload),
    });

    public async Task PayAsync(ulong amount, string payload = """{"model_id":"m","max_tokens":1}""") =>
        Assert.NotNull((await _chain.Tracker.IncludeAsync(Payment(amount, payload), atOnce: true, CancellationToken.None)).Fate.Block);

    /// <summary>The whole answer to a request that must be admitted.</summary>
    public async Task<Receipt> CompleteAsync(DeskRequest request)
    {
        var outcome = await Desk.OpenAsync(request, CancellationToken.None);
        Assert.Null(outcome.Refusal);
        await outcome.Session!.ReadToEndAsync(CancellationToken.None);
        return outcome.Session.Receipt!;
    }

    public async Task<DeskRefusal> RefuseAsync(DeskRequest request)
    {
        var outcome = await Desk.OpenAsync(request, CancellationToken.None);
        Assert.Null(outcome.Session);
        return outcome.Refusal!;
    }

    private void Open()
    {
        _store = RocksStore.Open(_folder);
        _chain = new Blockchain(_store, Spec, DevelopmentKeys.Producer, Time, NullLoggerFactory.Instance);
        Model = new ScriptedModel();
        Access = new AccessTokens(_store, _chain.Ledger, DevelopmentKeys.Producer.PublicKey, Time, AccessLimits);
        Desk = new Desk(
            _chain, new ModelCatalog([Model]), new ModelTerms(_minimumTiers, _chain.Releases), new AnonymousWallets(new byte[32]), Access, DevelopmentKeys.Producer, Time);
        Writer.Start();
    }
}
