using Aigen.Chain;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Hosting;

/// <summary>The keys of the development network, printed at start.</summary>
internal static class DevelopmentBanner
{
    public static async Task PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync(
            """
            Development network. WARNING: everybody knows these keys. Never use them for anything of value.

            Prefunded with 1,000,000 AIGEN each:
            """);
        foreach (var key in DevelopmentKeys.Accounts)
        {
            await output.WriteLineAsync($"  {key.Address}  secret seed {Hex.Encode(key.Seed)}");
        }

        await output.WriteLineAsync(
            $"""

            CEO       public key {DevelopmentKeys.Ceo.PublicKey}
                     secret seed {Hex.Encode(DevelopmentKeys.Ceo.Seed)}  (RFC 8032, test 1)
            Producer  public key {DevelopmentKeys.Producer.PublicKey}
                     secret seed {Hex.Encode(DevelopmentKeys.Producer.Seed)}

            """);
    }
}
