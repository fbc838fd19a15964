using Aigen.Primitives;

namespace Aigen.Node.Client;

/// <summary>An address as the command line names it: in hex, or that of a development key.</summary>
internal sealed record AddressReference(string Text, Address Address, bool IsDevelopment)
{
    /// <exception cref="ClientException">It is no address.</exception>
    public static AddressReference Read(string text)
    {
        if (text.StartsWith("dev:", StringComparison.Ordinal))
        {
            return new AddressReference(text, KeyReference.DevelopmentKey(text).Address, IsDevelopment: true);
        }

        return Address.Parse(text, out var address) switch
        {
            AddressParse.Ok => new AddressReference(text, address, IsDevelopment: false),
            AddressParse.WrongChecksum => throw new ClientException($"'{text}' has a wrong checksum: with the right one it is {address}"),
            _ => throw new ClientException($"'{text}' is not an address: expected 20 bytes in hex, dev:1 to dev:10 or dev:ceo"),
        };
    }
}
