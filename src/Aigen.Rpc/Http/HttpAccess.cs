namespace Aigen.Rpc.Http;

/// <summary>Which web pages may call the node, and by which names it may be called.</summary>
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

    public bool AllowsOrigin(string origin) => Origins.Contains(Any) || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    public bool AllowsHost(string host) => Hosts.Contains(Any) || Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with an origin; null where it is one.</summary>
    public static string? FindFault(string origin) =>
        origin == Any || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && origin == $"{uri.Scheme}://{uri.Authority}")
            ? null
            : $"'{origin}' is no origin; expected scheme://host or scheme://host:port in small letters and without a path, such as https://wallet.example, or *";
}
