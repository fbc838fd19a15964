using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;
using Aigen.Node.Web;

namespace Aigen.Node.Tests.Web;

public sealed class TlsTests : IDisposable
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"health"}""";
    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "1.1")]
    [InlineData(false, "2.0")]
    [InlineData(true, "1.1")]
    public async Task Https_PemOrPfx_AnswersInTheVersionThatTheClientAsksFor(bool isPfx, string version)
    {
        using var certificate = Certificates.Make();
        await using var node = await StartAsync(isPfx ? _folder.WritePfx(certificate) : _folder.WritePem(certificate));
        using var client = ClientThatTrusts(certificate);

        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, node.Url)
        {
            Content = new StringContent(Call, null, "application/json"),
            Version = new Version(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });

        Assert.StartsWith("https://127.0.0.1:", node.Url, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, version), (response.StatusCode, response.Version.ToString()));
    }

    [Fact]
    public async Task Wss_AnswersCalls()
    {
        using var certificate = Certificates.Make();
        await using var node = await StartAsync(_folder.WritePem(certificate));
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, given, _, _) => certificate.Equals(given);
        await socket.ConnectAsync(new UriBuilder(node.Url) { Scheme = "wss" }.Uri, CancellationToken.None).Soon();

        await socket.SendAsync(Encoding.UTF8.GetBytes(Call), WebSocketMessageType.Text, true, CancellationToken.None);

        var answer = new byte[4096];
        var received = await socket.ReceiveAsync(answer, CancellationToken.None).Soon();
        Assert.Contains("\"healthy\"", Encoding.UTF8.GetString(answer, 0, received.Count), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedFiles_AreUsedFromTheNextConnectionOn_AndBadOnesAreNot()
    {
        var time = new ManualTime();
        using var first = Certificates.Make();
        using var second = Certificates.Make();
        var files = _folder.WritePem(first);
        var log = new LogLines();
        var source = new TlsCertificateSource(files, time, log);

        _folder.WritePem(second);
        Touch(files, minutes: 1);
        Assert.Equal(first.Thumbprint, source.Current.Own.Thumbprint);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(second.Thumbprint, source.Current.Own.Thumbprint);

        File.WriteAllText(files.Certificate, "half a certi");
        Touch(files, minutes: 2);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(second.Thumbprint, source.Current.Own.Thumbprint);
        Assert.Contains(log.Lines, line => line.StartsWith("Error The certificate was changed and cannot be used", StringComparison.Ordinal));
        await Task.CompletedTask;
    }

    [Fact]
    public void ExpiredCertificate_IsUsedWithAWarning()
    {
        using var certificate = Certificates.Make(until: new DateTimeOffset(2020, 2, 3, 4, 5, 0, TimeSpan.Zero));
        var log = new LogLines();

        _ = new TlsCertificateSource(_folder.WritePem(certificate), TimeProvider.System, log);

        var line = Assert.Single(log.Lines);
        Assert.StartsWith("Warning The certificate of CN=127.0.0.1 in ", line, StringComparison.Ordinal);
        Assert.Contains("expired on 2020-02-03", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_ThatAreNoGood_EndTheStartWithTheReason()
    {
        using var certificate = Certificates.Make();
        using var other = Certificates.Make();
        var (good, wrong) = (_folder.WritePem(certificate), _folder.WritePem(other, "other"));
        var pfx = _folder.WritePfx(certificate);

        Assert.Contains("missing.crt", await FaultAsync(good with { Certificate = Path.Combine(_folder.Path, "missing.crt") }), StringComparison.Ordinal);
        Assert.Equal($"--tls-key {wrong.Key}: it is not the key of the certificate in {good.Certificate}", await FaultAsync(good with { Key = wrong.Key }));
        Assert.Equal($"--tls-key {good.Certificate}: it is not the key of the certificate in {good.Certificate}", await FaultAsync(good with { Key = good.Certificate }));
        Assert.Contains("there is no certificate in it", await FaultAsync(good with { Certificate = good.Key! }), StringComparison.Ordinal);
        Assert.Contains("PEM needs --tls-key FILE", await FaultAsync(new TlsFiles(good.Certificate)), StringComparison.Ordinal);
        Assert.Contains("a password --tls-password-file FILE", await FaultAsync(pfx with { PasswordFile = null }), StringComparison.Ordinal);
        Assert.Contains("is not its own", await FaultAsync(pfx with { PasswordFile = _folder.Write("wrong", "wrong") }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", false, "--listen https://127.0.0.1:0: TLS needs --tls-certificate FILE, and with PEM --tls-key FILE")]
    [InlineData("http://127.0.0.1:0", true, ": no address has TLS, say --listen https://...")]
    [InlineData("ftp://127.0.0.1:0", false, "--listen ftp://127.0.0.1:0: its scheme is ftp, allowed are http and https")]
    [InlineData("http://node.example:0", false, "--listen http://node.example:0: node.example is no address of this machine; allowed are addresses, localhost, and * for all")]
    public async Task Address_ThatDoesNotFitTheOptions_EndsTheStart(string listen, bool hasCertificate, string expected)
    {
        using var certificate = Certificates.Make();
        var tls = hasCertificate ? _folder.WritePem(certificate) : null;

        var refused = await Assert.ThrowsAsync<NodeStartException>(() => DevNode.StartAsync(new NodeOptions { IsTemporary = true, Listen = listen, Tls = tls }));

        Assert.EndsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    // What a port scanner does: it must cost a line of the log at most.
    [Fact]
    public async Task PlainHttp_AtAnHttpsPort_IsHungUpOn()
    {
        using var certificate = Certificates.Make();
        await using var node = await StartAsync(_folder.WritePem(certificate));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(node.Url).Port);

        await socket.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        while (await socket.ReceiveAsync(new byte[1024]).Soon() > 0)
        {
        }
    }

    private static Task<DevNode> StartAsync(TlsFiles files) =>
        DevNode.StartAsync(new NodeOptions { IsTemporary = true, Listen = "https://127.0.0.1:0", Tls = files });

    private static async Task<string> FaultAsync(TlsFiles files) => (await Assert.ThrowsAsync<NodeStartException>(() => StartAsync(files))).Message;

    private static HttpClient ClientThatTrusts(X509Certificate2 certificate) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, given, _, _) => certificate.Equals(given) },
    });

    // A file system may keep times in steps as long as a test takes.
    private static void Touch(TlsFiles files, int minutes)
    {
        foreach (var file in files.All) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(minutes));
    }
}
