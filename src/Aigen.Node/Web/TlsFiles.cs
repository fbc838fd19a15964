namespace Aigen.Node.Web;

/// <summary>Where the node's certificate is: PEM with the key in a file of its own, or PFX, which may have a password.</summary>
public sealed record TlsFiles(string Certificate, string? Key = null, string? PasswordFile = null)
{
    /// <summary>What is read, so that a change of any is seen.</summary>
    internal IEnumerable<string> All => new[] { Certificate, Key, PasswordFile }.OfType<string>();
}
