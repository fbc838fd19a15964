using System.Collections;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>What a line of the log tells of the request that it is of.</summary>
internal sealed class RequestScope(HttpContext context) : IEnumerable<KeyValuePair<string, object>>
{
    // Now: the context is the next request's by the time that somebody looks.
    private readonly string _id = context.TraceIdentifier;

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return new("RequestId", _id);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"RequestId:{_id}";
}
