using System.Security.Cryptography;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Models;

/// <summary>The store of models, from the command line.</summary>
public sealed class StoreCommandTests : IAsyncLifetime
{
    private static readonly string Tiny = Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf");

    private readonly DataDir _folder = new();
    private FileServer _server = null!;

    private static string TinyHash => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Tiny)));

    private string StoreDir => Path.Combine(_folder.Path, "store");

    public async Task InitializeAsync() => _server = await FileServer.StartAsync(await File.ReadAllBytesAsync(Tiny));

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_OfWhatCouldBePulled_TellsWhichHashesNobodyVerified()
    {
        var list = (await ModelsAsync("list", "--local")).Succeeded().Output;

        Assert.Matches("(?m)^smollm2-135m-instruct +no +free +93.8 +known +in the Python package", list);
        Assert.Matches("(?m)^mistral-7b +no +free +unverified: pull with --sha256 +https://", list);
        Assert.Matches("(?m)^codegen-16b +no +basic +unverified +llama.cpp does not know", list);
    }

    [Fact]
    public async Task Pull_OfAnAddress_IsInTheStoreAndServedByANode()
    {
        _server.BreakAfter = 4_000_000;

        var pulled = (await ModelsAsync("pull", $"{_server.Url}/some-model.gguf", "--sha256", TinyHash.ToUpperInvariant())).Succeeded();

        Assert.Equal($"pulled some-model: {new FileInfo(Tiny).Length} bytes, SHA-256 {TinyHash}, {Path.Combine(StoreDir, "some-model.gguf")}\n", pulled.Output);
        Assert.Equal(["some-model.gguf", "some-model.json"], Directory.EnumerateFiles(StoreDir).Select(Path.GetFileName).Order());
        Assert.StartsWith("some-model is there already", (await ModelsAsync("pull", $"{_server.Url}/some-model.gguf", "--sha256", TinyHash)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^some-model +yes +free +5.6 +known +http", (await ModelsAsync("list", "--local")).Succeeded().Output);
        Assert.Equal("some-model: good\n", (await ModelsAsync("verify")).Succeeded().Output);

        // A folder that is named is served as a whole, and what is not asked for is not loaded.
        await using var node = await DevNode.StartAsync(new() { IsTemporary = true, ModelsDir = StoreDir, CacheDir = _folder.Path });
        Assert.Equal("some-model", (await node.Rpc.ResultAsync("listModels")).GetProperty("models")[1].Text("model_id"));
        Assert.False((await node.Rpc.ResultAsync("getModelInfo", new[] { "some-model" })).GetProperty("is_loaded").GetBoolean());
        var answer = await node.Rpc.ResultAsync("chatCompletion", new { model_id = "some-model", messages = new[] { new { role = "user", content = "Hello" } }, max_tokens = 4 });
        Assert.Equal("some-model", answer.Text("model_id"));
        Assert.True((await node.Rpc.ResultAsync("getModelInfo", new[] { "some-model" })).GetProperty("is_loaded").GetBoolean());
    }

    [Fact]
    public async Task Pull_OfAKnownModelFromAMirror_TakesItsPathAndTier()
    {
        (await ModelsAsync("pull", "llama2-13b", "--mirror", _server.Url, "--sha256", TinyHash)).Succeeded();

        Assert.Equal(["/TheBloke/Llama-2-13B-chat-GGUF/resolve/main/llama-2-13b-chat.Q4_K_M.gguf 0"], _server.Requests);
        Assert.Matches("(?m)^llama2-13b +yes +pro ", (await ModelsAsync("list", "--local")).Output);
    }

    [Fact]
    public async Task Pull_OfWhatIsNoModel_LeavesNothing()
    {
        _server.Content = [.. "<html>no such page</html>"u8];

        var refused = await ModelsAsync("pull", $"{_server.Url}/page", "--sha256", Convert.ToHexStringLower(SHA256.HashData(_server.Content)));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is no model file: it is not a GGUF file", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(StoreDir));
    }

    [Theory]
    [InlineData("'nothing' is neither an http or https address nor one of aigen-tiny, ", "pull", "nothing")]
    [InlineData("codegen-16b has no source to pull it from: llama.cpp does not know CodeGen's architecture", "pull", "codegen-16b")]
    [InlineData("--sha256 'abc' is not 64 hexadecimal digits", "pull", "mistral-7b", "--sha256", "abc")]
    [InlineData("'../up' cannot be an id", "pull", "mistral-7b", "--id", "../up")]
    [InlineData("there is no model 'mistral-7b' in ", "verify", "mistral-7b")]
    [InlineData("there is no model 'mistral-7b' in ", "remove", "mistral-7b")]
    [InlineData("/dev/null cannot be loaded: it has 0 bytes", "import", "/dev/null")]
    public async Task Models_AskedForWhatCannotBe_SayWhy(string reason, params string[] arguments)
    {
        var refused = await ModelsAsync(arguments);

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ThenRemove_OfAFile_LeavesTheOriginal()
    {
        Assert.StartsWith("imported mine: ", (await ModelsAsync("import", Tiny, "--id", "mine")).Succeeded().Output, StringComparison.Ordinal);
        Assert.StartsWith("imported aigen-tiny: ", (await ModelsAsync("import", Tiny)).Succeeded().Output, StringComparison.Ordinal);

        Assert.Equal("removed mine\n", (await ModelsAsync("remove", "mine")).Succeeded().Output);

        Assert.Equal(["aigen-tiny.gguf", "aigen-tiny.json"], Directory.EnumerateFiles(StoreDir).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(Tiny));
    }

    [Fact]
    public async Task Verify_OfAFileThatRotted_SaysSo()
    {
        (await ModelsAsync("import", Tiny, "--id", "mine")).Succeeded();
        var file = Path.Combine(StoreDir, "mine.gguf");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var verified = await ModelsAsync("verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.StartsWith("mine: the file has the SHA-256 ", verified.Output, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, bytes[..100]);
        Assert.StartsWith($"mine: the file has 100 bytes, expected {bytes.Length}", (await ModelsAsync("verify", "mine")).Output, StringComparison.Ordinal);
    }

    private Task<CommandResult> ModelsAsync(params string[] arguments) => CommandRun.OfflineAsync(["models", .. arguments, "--models-dir", StoreDir]);
}
