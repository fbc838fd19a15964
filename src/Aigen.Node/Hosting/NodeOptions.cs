using System.Net;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Node.Web;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Node.Hosting;

/// <summary>How to run a node.</summary>
public sealed record NodeOptions
{
    public const string DefaultListen = "http://127.0.0.1:9944";

    // A model of some gigabytes is read in a second or a few: less than half of the time goes into loading, and nobody waits long.
    public static readonly TimeSpan DefaultModelMinResidency = TimeSpan.FromSeconds(10);

    /// <summary>The genesis file; null for the development network's own.</summary>
    public string? GenesisFile { get; init; }

    /// <summary>Where the chain is kept; null for the user's default folder, see <see cref="DataFolder"/>.</summary>
    public string? DataDir { get; init; }

    /// <summary>Keep the chain in a temporary folder and delete it at the end, where no folder is named.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Address and port to listen on; port 0 takes any free one.</summary>
    public string Listen { get; init; } = DefaultListen;

    /// <summary>An address of its own for the metrics; null gives them at <see cref="Listen"/>, to this machine alone.</summary>
    public string? MetricsListen { get; init; }

    /// <summary>The certificate for https:// addresses.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Origins whose pages may call the node, see <see cref="HttpAccess.Origins"/>.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Names by which the node may be called, see <see cref="HttpAccess.Hosts"/>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Proxies whose word is taken for whom they ask, see <see cref="HttpAccess.Proxies"/>.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Whether WebSocket clients that offer it get long messages compressed.</summary>
    public bool CompressesWebSockets { get; init; }

    /// <summary>Where traces are sent; null for nowhere.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>What the interface takes of whom, at most.</summary>
    public RpcLimits Limits { get; init; } = new();

    /// <summary>How much of batch jobs the node takes.</summary>
    public BatchLimits Batch { get; init; } = new();

    /// <summary>The models to load; the first is the default model. Empty for the embedded one.</summary>
    public IReadOnlyList<ModelChoice> Models { get; init; } = [];

    /// <summary>How to run models, where a choice does not say otherwise.</summary>
    public RunSettings RunSettings { get; init; } = new();

    /// <summary>Where models are computed.</summary>
    public DeviceWish Device { get; init; }

    /// <summary>A store whose models are all served; null for the user's, in which models are only looked up by their ids.</summary>
    public string? ModelsDir { get; init; }

    /// <summary>Bytes of memory that resident models may take together; null for three quarters of the machine's.</summary>
    public long? ModelMemory { get; init; }

    /// <summary>How long a model stays once it was loaded, although another needs its room.</summary>
    public TimeSpan ModelMinResidency { get; init; } = DefaultModelMinResidency;

    /// <summary>Where is remembered which model files were tried; null for the user's cache folder.</summary>
    public string? CacheDir { get; init; }

    /// <summary>A file with the token by which the operator's methods can be called; null closes them.</summary>
    public string? OperatorTokenFile { get; init; }

    /// <summary>The key file of the producer; null on a development network, whose producer everybody knows.</summary>
    public string? ProducerKeyFile { get; init; }
}
