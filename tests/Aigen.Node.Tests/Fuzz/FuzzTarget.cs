namespace Aigen.Node.Tests.Fuzz;

/// <summary>The node that is tried, and what it was started with.</summary>
/// <param name="BearerToken">An access token with credit behind it: requests that bear it are computed.</param>
internal sealed record FuzzTarget(Uri Url, string BearerToken)
{
    // Small enough that the fuzz reaches them.
    public const int BodyBytes = 65_536;
    public const int BatchCalls = 100;
    public const int Depth = 64;
}
