namespace Aigen.Rpc.Http;

/// <summary>Which web pages may call the node, by which names it may be called, and who may speak for others.</summary>
public sealed record HttpAccess
{
    public const string Any = "*";

    /// <summary>Origins, such as https://wallet.example, whose pages may call; <see cref="Any"/> for all. Default: none.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// Names under which the node is called, besides localhost and addresses; <see cref="Any"/> for all. Default: none. A page that has its
    /// own name point to this machine would otherwise be of the node's origin.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Proxies whose word is taken for the addresses of their clients. Default: none.</summary>
    public TrustedProxies Proxies { get; init; } = TrustedProxies.None;

    public bool AllowsOrigin(string origin) => Origins.Contains(Any) || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    public bool AllowsHost(string host) => Hosts.Contains(Any) || Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with an origin; null where it is one.</summary>
    public static string? FindFault(string origin) =>
        origin == Any || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && origin == $"{uri.Scheme}://{uri.Authority}")
            ? null
            : $"'{origin}' is no origin; expected scheme://host or scheme://host:port in small letters and without a path, such as https://wallet.example, or *";
}
