using Aigen.Rpc.JsonRpc;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Http;

/// <summary>The methods together with their limits: what HTTP and WebSocket both serve.</summary>
public sealed class RpcServer
{
    /// <exception cref="ArgumentException">A limit is out of range.</exception>
    public RpcServer(MethodRegistry methods, RpcLimits limits, ILogger<RpcServer> logger)
    {
        var problems = limits.Problems();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(limits));
        Methods = methods;
        Limits = limits;
        Logger = logger;
        Dispatcher = new RpcDispatcher(methods, new CallInvoker(logger), limits);
    }

    /// <summary>What can be called.</summary>
    public MethodRegistry Methods { get; }

    /// <summary>The limits in force.</summary>
    public RpcLimits Limits { get; }

    internal RpcDispatcher Dispatcher { get; }

    internal ILogger Logger { get; }
}
