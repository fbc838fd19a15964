using Aigen.Rpc.JsonRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Http;

/// <summary>A message in the body of a request.</summary>
internal sealed class HttpExchange(HttpContext context) : RpcExchange(Callers.Of(context), default)
{
    // Kestrel makes a source for it when it is first asked for, and few methods ask.
    public override CancellationToken Aborted => context.RequestAborted;

    public override IDisposable? BeginScope(ILogger log) => log.BeginScope(new RequestScope(context));
}
