using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>The keys of a development network. Everybody knows them: nothing of value may ever be theirs.</summary>
public static class DevelopmentKeys
{
    private const int AccountCount = 10;

    // RFC 8032, section 7.1, test 1.
    private const string CeoSeed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    public static SigningKey Ceo { get; } = CeoKey();

    public static PublicKey CeoPublicKey => Ceo.PublicKey;

    /// <summary>The prefunded accounts: seeds of 32 x 01 to 32 x 0a.</summary>
    public static IReadOnlyList<SigningKey> Accounts { get; } = [.. Enumerable.Range(1, AccountCount).Select(i => Repeated((byte)i))];

    /// <summary>Signs blocks and receipts: the seed 32 x 0b, the one after the accounts'.</summary>
    public static SigningKey Producer { get; } = Repeated(AccountCount + 1);

    private static SigningKey Repeated(byte value) => SigningKey.FromSeed(Enumerable.Repeat(value, Ed25519.SeedLength).ToArray());

    private static SigningKey CeoKey() =>
        Hex.TryDecode(CeoSeed, out var seed) ? SigningKey.FromSeed(seed) : throw new FormatException("The RFC's seed is hex.");
}
