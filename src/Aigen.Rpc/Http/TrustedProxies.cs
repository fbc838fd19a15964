using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Aigen.Rpc.Http;

/// <summary>Proxies whose word is taken for whom they ask: the addresses from which they connect.</summary>
public sealed record TrustedProxies(params IReadOnlyList<IPNetwork> Networks)
{
    private const int Ipv4Bits = 32;
    private const int Ipv6Bits = 128;

    public static TrustedProxies None { get; } = new();

    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in Networks)
        {
            if (network.Contains(plain)) return true;
        }

        return false;
    }

    /// <summary>Reads an address, or a network such as 10.0.0.0/8 or fd00::/8; what is behind the prefix must be zero.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out var address)) return false;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bits : Ipv6Bits;
        var prefix = bits;
        if (slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix)) return false;
        return IPNetwork.TryParse($"{address}/{prefix}", out network) && network.BaseAddress.Equals(address);
    }

    // Written out in full: "1" would be an address too, and nobody means it. A mapped address is the one of IPv4, as connections have it here.
    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 || text.Contains(':', StringComparison.Ordinal) || text == address.ToString();
    }
}
