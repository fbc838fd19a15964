using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.JsonRpc;

/// <summary>The node's own faults: the client gets an id and nothing else, and what happened is in the log under the same id.</summary>
public sealed class Incidents(ILogger logger)
{
    private const int IdLength = 16;

    public RpcError Report(string method, Exception exception)
    {
        var incident = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        logger.LogError(exception, "{Method} failed, incident {Incident}", method, incident);
        return ProtocolErrors.Internal(incident);
    }
}
