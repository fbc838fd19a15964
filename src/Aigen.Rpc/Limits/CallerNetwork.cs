using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Aigen.Rpc.Limits;

/// <summary>Who counts as one address: an address of IPv4, or a /64 of IPv6, which is what a household or a server is given.</summary>
internal readonly record struct CallerNetwork(bool IsIpv6, ulong Prefix)
{
    private const int Ipv6Bytes = 16;

    public static CallerNetwork Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[Ipv6Bytes];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return new CallerNetwork(false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return address.IsIPv4MappedToIPv6
            ? new CallerNetwork(false, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new CallerNetwork(true, BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    // Seeded anew in each process, so that nobody can prepare addresses that meet in one bucket.
    public override int GetHashCode() => HashCode.Combine(IsIpv6, Prefix);
}
