using Aigen.Chain;
using Aigen.Crypto;

namespace Aigen.Node.Client;

/// <summary>A secret key as the command line names it: a key file, or a development key.</summary>
/// <param name="IsDevelopment">Everybody knows this key.</param>
internal sealed record KeyReference(string Text, SigningKey Key, bool IsDevelopment)
{
    public const string Expected = "a key file ('aigen keys new' makes one), dev:1 to dev:10, or dev:ceo";

    private const string DevelopmentPrefix = "dev:";

    /// <exception cref="ClientException">There is no such key.</exception>
    public static KeyReference Load(string text) => text.StartsWith(DevelopmentPrefix, StringComparison.Ordinal)
        ? new KeyReference(text, DevelopmentKey(text), IsDevelopment: true)
        : new KeyReference(text, FromFile(text), IsDevelopment: false);

    public static SigningKey DevelopmentKey(string text)
    {
        var name = text[DevelopmentPrefix.Length..];
        if (name == "ceo")
        {
            return DevelopmentKeys.Ceo;
        }

        var accounts = DevelopmentKeys.Accounts;
        return int.TryParse(name, out var number) && number >= 1 && number <= accounts.Count
            ? accounts[number - 1]
            : throw new ClientException($"there is no key '{text}': development keys are dev:1 to dev:{accounts.Count} and dev:ceo");
    }

    private static SigningKey FromFile(string path)
    {
        try
        {
            return KeyFile.Load(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ClientException($"there is no key file {path}; expected {Expected}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ClientException(e.Message);
        }
    }
}
