using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.Events;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Tests.JsonRpc;
using Aigen.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Rpc.Tests.Fuzz;

/// <summary>Every method over a real chain, called through the real dispatcher without a socket. Its clock stands still.</summary>
internal sealed class InProcessNode : IAsyncDisposable
{
    public const long Now = 1_800_000_000;

    public static RpcLimits Limits { get; } = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-rpc-").FullName;
    private readonly LogCapture _log = new();
    private readonly RocksStore _store;
    private readonly Blockchain _chain;
    private readonly RpcServer _server;

    public InProcessNode(IEnumerable<Address>? funded = null)
    {
        var spec = GenesisFile.Load(Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json")).Spec!;
        spec = spec with { Allocations = [.. spec.Allocations, .. (funded ?? []).Select(address => new Allocation(address, new Amount(1_000)))] };
        var time = new StandingTime();
        _store = RocksStore.Open(_folder);
        _chain = new Blockchain(_store, spec, DevelopmentKeys.Producer, time, NullLoggerFactory.Instance);
        var (models, terms) = (new ModelCatalog([new Parrot()]), new ModelTerms(new Dictionary<string, Tier>(), _chain.Releases));
        var access = new AccessTokens(_store, _chain.Ledger, DevelopmentKeys.Producer.PublicKey, time);
        var desk = new Desk(_chain, models, terms, new AnonymousWallets(new byte[32]), access, DevelopmentKeys.Producer, time);
        var incidents = new Incidents(_log);
        Services = new NodeServices(
            _chain, desk, models, terms, new NodeEvents(_chain, incidents), incidents, DevelopmentKeys.Producer.PublicKey, "test", time, () => 0,
            time.GetTimestamp())
        {
            Batch = new BatchDesk(_store, _chain, desk, new BatchForm(), DevelopmentKeys.Producer.PublicKey, time, NullLogger<BatchDesk>.Instance),
        };
        _server = new RpcServer(MethodTable.Build(Services), Limits, new Logger<RpcServer>(new LoggerFactory([_log])));
        _chain.Writer.Start();
    }

    public NodeServices Services { get; }

    public async ValueTask DisposeAsync()
    {
        await _chain.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The answer to a body; undefined where there is none.</summary>
    public async Task<JsonElement> PostAsync(byte[] body, string? bearerToken = null)
    {
        var output = PooledBuffer.Rent();
        try
        {
            await _server.Dispatcher.DispatchAsync(body, new RpcExchange(new RpcCaller(IPAddress.Loopback, bearerToken), CancellationToken.None), output);
            return output.Length == 0 ? default : JsonElement.Parse(output.Written.ToArray());
        }
        finally
        {
            PooledBuffer.Return(output);
        }
    }

    public RpcServer Server => _server;

    /// <summary>What the node's log tells of its own faults.</summary>
    public string Faults => string.Join('\n', _log.Entries.Select(entry => $"{entry.Message} {entry.Exception}"));

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Now);
    }

    /// <summary>A model that answers one word to whatever is asked.</summary>
    private sealed class Parrot : ILanguageModel
    {
        public string? Problem => null;

        public ModelDescription Description { get; } =
            new("parrot", "parrot", "none", 0, Task.FromResult(new string('a', 64)), 4096, 1, "none", "none", 1, true) { Embeddings = new EmbeddingAbility(Pooling.Mean, 2, 100, false) };

        public PromptOutcome Prepare(IReadOnlyList<ChatMessage> messages, ToolUse? tools = null, TemplateArguments? arguments = null) => messages.Count == 0
            ? new PromptOutcome.BadMessages("no messages")
            : new PromptOutcome.Prepared(new PreparedPrompt("", [1, 2, 3]));

        public PromptOutcome Prepare(TextPrompt prompt) => new PromptOutcome.Prepared(new PreparedPrompt(prompt.Text, [1, 2, 3]));

        public PromptOutcome PrepareEmbedding(string text) => new PromptOutcome.Prepared(new PreparedPrompt(text, [1, 2]));

        public Task<IReadOnlyList<float[]>> EmbedAsync(
            IReadOnlyList<PreparedPrompt> texts, int? dimensions, int weight, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(_ => new[] { 0.6f, 0.8f })]);

        public async IAsyncEnumerable<CompletionPiece> GenerateAsync(
            PreparedPrompt prompt, GenerationOptions options, int weight, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return new CompletionPiece("word", 1, null);
            yield return new CompletionPiece("", 1, new CompletionFinish(FinishReason.Stop, 3, 0, 1, 1, ComputePath.Batched, default, default));
        }

        public void Dispose()
        {
        }
    }
}
