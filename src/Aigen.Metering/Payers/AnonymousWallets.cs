using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// Gives every connection address a wallet that nobody has the key of, so that anonymous use is counted, limited and receipted like any
/// other. The address of the wallet is keyed with a secret of the node: the chain does not tell who connected.
/// </summary>
public sealed class AnonymousWallets(byte[] secret)
{
    // A household or a server gets a whole /64 of IPv6, so that is one caller.
    private const int Ipv6PrefixBytes = 8;

    public Address WalletOf(IPAddress from)
    {
        var bytes = (from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from).GetAddressBytes();
        var caller = from.AddressFamily == AddressFamily.InterNetworkV6 && !from.IsIPv4MappedToIPv6 ? bytes[..Ipv6PrefixBytes] : bytes;
        return Address.From(HMACSHA256.HashData(secret, caller).AsSpan(0, Address.Length));
    }
}
