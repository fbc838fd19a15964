using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aigen.Node.Hosting;

namespace Aigen.Node.Web;

/// <summary>The node's certificate with its key, and those that its issuer adds to it.</summary>
internal sealed class TlsCertificate
{
    private TlsCertificate(X509Certificate2 own, X509Certificate2Collection chain) =>
        (Own, Context) = (own, SslStreamCertificateContext.Create(own, chain, offline: true));

    public X509Certificate2 Own { get; }

    public SslStreamCertificateContext Context { get; }

    /// <exception cref="NodeStartException">A file cannot be read, or what is in it does not fit.</exception>
    public static TlsCertificate Load(TlsFiles files)
    {
        try
        {
            return files.Key is { } key ? OfPem(files.Certificate, key) : OfPfx(files.Certificate, files.PasswordFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"--tls-certificate: {e.Message}");
        }
        catch (CryptographicException e)
        {
            throw new NodeStartException($"--tls-certificate {files.Certificate}: {FaultOf(files, e)}");
        }
    }

    /// <summary>What is wrong with its time; null while it is good.</summary>
    public string? FindFault(DateTimeOffset now)
    {
        var (from, until) = (new DateTimeOffset(Own.NotBefore), new DateTimeOffset(Own.NotAfter));
        if (now > until)
        {
            return $"expired on {until:yyyy-MM-dd HH:mm}";
        }

        return now < from ? $"is good only from {from:yyyy-MM-dd HH:mm} on" : null;
    }

    private static TlsCertificate OfPem(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        if (chain.Count == 0)
        {
            throw new CryptographicException("there is no certificate in it");
        }

        var keyText = File.ReadAllText(key);
        try
        {
            return new TlsCertificate(X509Certificate2.CreateFromPem(File.ReadAllText(certificate), keyText), chain);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new NodeStartException($"--tls-key {key}: it is not the key of the certificate in {certificate}");
        }
    }

    private static TlsCertificate OfPfx(string file, string? passwordFile)
    {
        var password = passwordFile is null ? null : File.ReadAllText(passwordFile).TrimEnd('\r', '\n');
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("there is no key in it");
        return new TlsCertificate(own, all);
    }

    private static string FaultOf(TlsFiles files, CryptographicException fault) => files switch
    {
        { Key: not null } => fault.Message,
        { PasswordFile: { } password } => $"it is no PFX file, or the password in {password} is not its own ({fault.Message})",
        _ => $"it is no PFX file without a password; PEM needs --tls-key FILE, a password --tls-password-file FILE ({fault.Message})",
    };
}
