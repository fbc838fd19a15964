using System.Security.Cryptography;
using Aigen.Node.Store;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Models;

/// <summary>Downloads from sources as they are.</summary>
public sealed class ModelDownloadTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private readonly DataDir _folder = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(1_000_000);
    private FileServer _server = null!;

    private string Part => Path.Combine(_folder.Path, "model.gguf.part");

    private string Hash => Convert.ToHexStringLower(SHA256.HashData(_content));

    public async Task InitializeAsync() => _server = await FileServer.StartAsync(_content);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Download_OfAnHonestSource_IsTheFile()
    {
        Assert.Equal(Hash, await FetchAsync());

        Assert.Equal(_content, await File.ReadAllBytesAsync(Part));
        Assert.Equal(["/file.gguf 0"], _server.Requests);
    }

    [Fact]
    public async Task Download_OverConnectionsThatBreak_GoesOnWhereEachEnded()
    {
        _server.BreakAfter = 300_000;

        Assert.Equal(Hash, await FetchAsync());

        Assert.Equal(["/file.gguf 0", "/file.gguf 300000", "/file.gguf 600000", "/file.gguf 900000"], _server.Requests);
    }

    [Fact]
    public async Task Download_AfterAnotherRunStopped_GoesOnWhereItEnded()
    {
        _server.BreakAfter = 300_000;
        await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync(retries: 0));
        var before = new FileInfo(Part).Length;
        _server.BreakAfter = int.MaxValue;

        Assert.Equal(Hash, await FetchAsync());

        Assert.True(before > 0);
        Assert.Equal($"/file.gguf {before}", _server.Requests[^1]);
    }

    [Fact]
    public async Task Download_OfAFileThatChangedBetween_BeginsAnew()
    {
        await File.WriteAllBytesAsync(Part, new byte[5000]);
        await File.WriteAllTextAsync($"{Part}.json", $$"""{"Source":"{{_server.Url}}/file.gguf","Tag":"\"another\""}""");

        Assert.Equal(Hash, await FetchAsync());
    }

    [Fact]
    public async Task Download_FromASourceThatIgnoresRanges_BeginsAnewEachTime()
    {
        _server.IgnoresRange = true;
        _server.BreakAfter = 300_000;
        await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync(retries: 1));
        _server.BreakAfter = int.MaxValue;

        Assert.Equal(Hash, await FetchAsync());
    }

    [Fact]
    public async Task Download_OfAPartThatIsWhole_OnlyChecksIt()
    {
        await File.WriteAllBytesAsync(Part, _content);
        await File.WriteAllTextAsync($"{Part}.json", $$"""{"Source":"{{_server.Url}}/file.gguf","Tag":"\"one\""}""");
        _server.Status = 416;

        // The server says how long the file is only with its content.
        var failure = await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync(retries: 0));
        Assert.Contains("416", failure.Message, StringComparison.Ordinal);
        _server.Status = 200;
        Assert.Equal(Hash, await FetchAsync());
    }

    [Fact]
    public async Task Download_OfAnotherFile_IsDeletedAndBothHashesAreTold()
    {
        var failure = await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync("file.gguf", new string('0', 64)));

        Assert.Equal($"{_server.Url}/file.gguf has the SHA-256 {Hash}, expected {new string('0', 64)}: it was deleted", failure.Message);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Download_OfAFileOfAnotherLength_EndsBeforeItBegins()
    {
        var failure = await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync(size: 999));

        Assert.EndsWith("has 1000000 bytes, expected 999", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Part).Length);
    }

    [Fact]
    public async Task Download_OfMoreThanTheDiskHolds_EndsBeforeItBegins()
    {
        _server.Length = 1L << 50;

        var failure = await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync());

        Assert.Contains($"has {1L << 50} more bytes, and the disk of", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_OfLessThanWasSaid_IsGivenUpWithThePlace()
    {
        _server.Length = 2_000_000;
        _server.IgnoresRange = true;

        var failure = await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync(retries: 1));

        Assert.EndsWith("the same command goes on from byte 1000000", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "the server answered 404 Not Found")]
    [InlineData(503, "the server answered 503 Service Unavailable; the same command goes on from byte 0")]
    public async Task Download_ThatIsRefused_SaysHow(int status, string reason)
    {
        _server.Status = status;

        Assert.EndsWith(reason, (await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync(retries: 1))).Message, StringComparison.Ordinal);
        Assert.Equal(status == 404 ? 1 : 2, _server.Requests.Count);
    }

    [Fact]
    public async Task Download_WithAHashThatTheSourcePublishes_IsComparedWithIt()
    {
        _server.PublishedHash = Hash;
        Assert.Equal(Hash, await FetchAsync("moved", sha256: null));

        File.Delete(Part);
        _server.PublishedHash = new string('1', 64);
        Assert.Contains($"expected {new string('1', 64)}", (await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync("moved", sha256: null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_WithNoHashFromAnybody_IsRefused()
    {
        var failure = await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync("file.gguf", sha256: null));

        Assert.StartsWith($"nobody says which SHA-256 {_server.Url}/file.gguf must have", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_BesideAnotherOfTheSame_IsRefused()
    {
        using var other = new FileStream(Part, FileMode.Create, FileAccess.Write, FileShare.None);

        Assert.Contains("another download of it may be running", (await Assert.ThrowsAsync<ModelStoreException>(() => FetchAsync())).Message, StringComparison.Ordinal);
    }

    private Task<string> FetchAsync(int retries = 6, long? size = null) => FetchAsync("file.gguf", Hash, retries, size);

    private async Task<string> FetchAsync(string path, string? sha256, int retries = 6, long? size = null)
    {
        var plan = new DownloadPlan(new Uri($"{_server.Url}/{path}"), Part, sha256, size) { Retries = retries, FirstWait = TimeSpan.FromMilliseconds(1) };
        return await new ModelDownload(Http, plan, new TransferProgress(TimeProvider.System, TimeSpan.Zero, _ => { })).RunAsync(default).Soon();
    }
}
