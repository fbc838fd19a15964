using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aigen.Node.Tests.Support;
using Aigen.Node.Web;

namespace Aigen.Node.Tests.Web;

/// <summary>Certificates for 127.0.0.1, made by the tests that use them.</summary>
internal static class Certificates
{
    public const string Password = "correct horse";

    public static X509Certificate2 Make(DateTimeOffset? until = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var end = until ?? DateTimeOffset.UtcNow.AddDays(30);
        return request.CreateSelfSigned(end.AddDays(-60), end);
    }

    public static TlsFiles WritePem(this DataDir folder, X509Certificate2 certificate, string name = "node") => new(
        folder.Write($"{name}.crt", certificate.ExportCertificatePem()),
        folder.Write($"{name}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));

    public static TlsFiles WritePfx(this DataDir folder, X509Certificate2 certificate)
    {
        var file = Path.Combine(folder.Path, "node.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Password));
        return new TlsFiles(file, null, folder.Write("password", Password + "\n"));
    }
}
