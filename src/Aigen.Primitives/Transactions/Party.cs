namespace Aigen.Primitives;

/// <summary>
/// A sender or receiver: the address, and the text in which the sender wrote it. The text is part of the transaction's hash, so it
/// travels with the transaction for ever.
/// </summary>
public sealed record Party(Address Address, string Text)
{
    public static Party Of(Address address) => new(address, address.ToString());
}
