using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

/// <summary>What becomes of the trial process; shells stand in for it.</summary>
public sealed class ModelProbeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-probe-").FullName;
    private readonly ModelOptions _options;

    public ModelProbeTests()
    {
        _options = new ModelOptions { Path = Path.Combine(_folder, "some.gguf") };

        // Not a byte of it is one that is known.
        File.WriteAllBytes(_options.Path, [.. File.ReadAllBytes(TestModels.TinyPath), 0]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_OfAFileThatDoesWell_IsRemembered()
    {
        await CheckAsync("exit 0");
        await CheckAsync("exit 1");
    }

    [Theory]
    [InlineData("echo it has no vocabulary; exit 3", "it has no vocabulary")]
    [InlineData("kill -SEGV $$", "llama.cpp crashed on it in a process of its own (signal 11)")]
    [InlineData("echo '/src/ops.cpp:1: GGML_ASSERT(a/b > 0) failed' >&2; kill -ABRT $$", "llama.cpp crashed on it in a process of its own (signal 6): ops.cpp:1: GGML_ASSERT(a/b > 0) failed")]
    [InlineData("echo out of luck >&2; exit 7", "a trial in a process of its own ended with exit code 7: out of luck")]
    public async Task Check_OfAFileThatDoesNot_SaysWhyAndRemembersIt(string script, string reason)
    {
        Assert.Equal(reason, (await Assert.ThrowsAsync<ModelLoadException>(() => CheckAsync(script))).Reason);
        Assert.Equal(reason, (await Assert.ThrowsAsync<ModelLoadException>(() => CheckAsync("exit 0"))).Reason);
    }

    [Fact]
    public async Task Check_OfAFileThatWasReplaced_TriesTheNewOne()
    {
        await Assert.ThrowsAsync<ModelLoadException>(() => CheckAsync("kill -SEGV $$"));
        File.AppendAllText(_options.Path, " ");

        await CheckAsync("exit 0");
    }

    [Fact]
    public async Task Check_WithOtherOptions_TriesAgain()
    {
        await CheckAsync("exit 0");

        await Assert.ThrowsAsync<ModelLoadException>(() => CheckAsync("kill -SEGV $$", _options with { KeyType = KvType.Q4_0 }));
    }

    [Theory]
    [InlineData("exec sleep 1000", 1, "a trial in a process of its own was not done after 1 s")]
    [InlineData("kill -KILL $$", 30, "llama.cpp crashed on it in a process of its own (signal 9)")]
    public async Task Check_WithoutAnOutcome_IsNotRemembered(string script, int seconds, string reason)
    {
        Assert.Equal(reason, (await Assert.ThrowsAsync<ModelLoadException>(() => CheckAsync(script, seconds: seconds))).Reason);
        await CheckAsync("exit 0");
    }

    [Fact]
    public async Task Check_OfAKnownFile_TriesNothing() => await CheckAsync("kill -SEGV $$", _options with { Path = TestModels.TinyPath });

    [Fact]
    public async Task Check_WithAProgramThatIsNotThere_SaysSo() => Assert.StartsWith(
        "it cannot be tried in a process of its own: ",
        (await Assert.ThrowsAsync<ModelLoadException>(() => CheckAsync(new ProbeProcess("/none/such", []), _options))).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Trial_OfTheEmbeddedModel_EndsWell() =>
        await ModelTrial.RunAsync(TestModels.TinyOptions with { KeyType = KvType.Q8_0, ValueType = KvType.Q4_0 }, default);

    [Fact]
    public async Task Trial_OfTheEmbeddedModel_TriesTheContextForEmbeddingsToo()
    {
        var contexts = 0;
        NativeLog.Sink = (_, line) => Interlocked.Add(ref contexts, line.Contains("KV buffer size", StringComparison.Ordinal) ? 1 : 0);
        try
        {
            await ModelTrial.RunAsync(TestModels.TinyOptions, default);
        }
        finally
        {
            NativeLog.Sink = null;
        }

        Assert.Equal(2, contexts);
    }

    private Task CheckAsync(string script, ModelOptions? options = null, int seconds = 30) =>
        CheckAsync(new ProbeProcess("sh", ["-c", script]), options ?? _options, seconds);

    private async Task CheckAsync(ProbeProcess process, ModelOptions options, int seconds = 30)
    {
        var probe = new ModelProbe(process, new ProbeVerdicts(Path.Combine(_folder, "verdicts")))
        {
            TimeLimit = TimeSpan.FromSeconds(seconds),
            BytesPerSecond = long.MaxValue,
        };
        await probe.CheckAsync(options, GgufHeader.Read(options.Path), FileDigest.ComputeSha256Async(options.Path, default), default);
    }
}
