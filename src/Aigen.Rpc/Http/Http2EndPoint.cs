using System.Net;

namespace Aigen.Rpc.Http;

/// <summary>Where connections come in that were found to speak HTTP/2: no address of the machine.</summary>
internal sealed class Http2EndPoint : EndPoint
{
    public override string ToString() => "http2";
}
