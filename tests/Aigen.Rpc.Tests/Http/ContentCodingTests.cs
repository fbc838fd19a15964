using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Http;

public sealed class ContentCodingTests : IAsyncLifetime
{
    private const int Limit = 100_000;
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync([TestMethods.Echo], new RpcLimits { BodyBytes = Limit });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("gzip;q=x", null)]
    [InlineData(null, null)]
    public async Task LongAnswer_IsPackedAsTheClientLikesBest(string? accepted, string? expected)
    {
        using var response = await SendAsync(Bytes(Echo(5000)), accepted: accepted);

        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(expected is null ? [] : [expected], response.Content.Headers.ContentEncoding);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Equal(Answer(5000), Encoding.UTF8.GetString(expected is null ? body : Unpack(body, expected)));
        if (expected is not null) Assert.InRange(body.Length, 1, 500);
    }

    [Fact]
    public async Task ShortAnswer_IsSentAsItIs()
    {
        using var response = await SendAsync(Bytes(Echo(900)), accepted: "gzip, br");

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(Answer(900), await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task PackedBody_IsUnpacked(string coding)
    {
        var body = coding == "identity" ? Bytes(Echo(5000)) : Pack(Bytes(Echo(5000)), coding);

        using var response = await SendAsync(body, coding);

        Assert.Equal(Answer(5000), await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task OtherCodings_Are415WithThoseThatAreKnown(string coding)
    {
        using var response = await SendAsync(Bytes(Echo(10)), coding);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("gzip, br", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task BodyThatIsSomethingElse_Is400(string coding)
    {
        using var response = await SendAsync(Bytes(Echo(5000)), coding);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"the body is not {coding}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_host.Log.Entries);
    }

    // 64 MiB of blanks become some 60 KiB of gzip and some 50 bytes of brotli, both within the limit of what may be sent. The body never
    // ends, so that the answer shows that nobody unpacks it to its end.
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Bomb_IsRefusedAsSoonAsItIsTooLong(string coding)
    {
        var blanks = new byte[64 << 20];
        blanks.AsSpan().Fill((byte)' ');
        var bomb = Pack(blanks, coding);
        Assert.InRange(bomb.Length, 1, Limit);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_host.Address.Host, _host.Address.Port);

        await socket.SendAsync(Bytes(
            $"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nTransfer-Encoding: chunked\r\n\r\n{bomb.Length:x}\r\n"));
        await socket.SendAsync(bomb);

        var answer = new byte[4096];
        var length = await socket.ReceiveAsync(answer).WaitAsync(RpcHost.Patience);
        var text = Encoding.UTF8.GetString(answer, 0, length);
        Assert.StartsWith("HTTP/1.1 413", text, StringComparison.Ordinal);
        Assert.Contains($"{Limit} bytes that are allowed", text, StringComparison.Ordinal);
    }

    private static string Echo(int length) => $$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":["{{new string('x', length)}}"]}""";

    private static string Answer(int length) => $$"""{"jsonrpc":"2.0","id":1,"result":"{{new string('x', length)}}"}""";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Pack(byte[] content, string coding)
    {
        using var packed = new MemoryStream();
        using (Stream stream = coding == "br" ? new BrotliStream(packed, CompressionLevel.Optimal) : new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] content, string coding)
    {
        using var packed = new MemoryStream(content);
        using Stream stream = coding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body, string? coding = null, string? accepted = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (coding is not null) request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return _host.Client.SendAsync(request);
    }
}
