using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Http;

/// <summary>The methods together with their limits: what HTTP and WebSocket both serve.</summary>
public sealed class RpcServer
{
    /// <param name="methods">What can be called.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="logger">Where faults are told.</param>
    /// <param name="walletOf">Whose access token a bearer token is, to limit calls by wallet.</param>
    /// <param name="time">By which calls a second are counted.</param>
    /// <exception cref="ArgumentException">A limit is out of range.</exception>
    public RpcServer(
        MethodRegistry methods, RpcLimits limits, ILogger<RpcServer> logger, Func<string, Address?>? walletOf = null, TimeProvider? time = null)
    {
        var problems = limits.Problems();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(limits));
        Methods = methods;
        Limits = limits;
        Logger = logger;
        Rates = CallRates.Of(limits, walletOf, time ?? TimeProvider.System);
        Dispatcher = new RpcDispatcher(methods, new CallInvoker(logger), limits);
    }

    /// <summary>What can be called.</summary>
    public MethodRegistry Methods { get; }

    /// <summary>The limits in force.</summary>
    public RpcLimits Limits { get; }

    /// <summary>Whether WebSocket messages are compressed (RFC 7692) for clients that offer it. Default: they are not.</summary>
    public bool CompressesWebSockets { get; init; }

    internal RpcDispatcher Dispatcher { get; }

    internal CallRates? Rates { get; }

    internal ILogger Logger { get; }
}
