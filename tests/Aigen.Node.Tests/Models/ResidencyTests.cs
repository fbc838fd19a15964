using System.Text.Json;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Models;

/// <summary>A node with several models, some of which are no good.</summary>
public sealed class ResidencyTests : IDisposable
{
    private const string Token = "0123456789abcdef";
    private static readonly string Tiny = Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf");

    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Model_ThatCrashesLlama_LeavesTheNodeServingItsOthers()
    {
        await using var node = await StartAsync($"{Crashing()},id=crashing");

        var refused = await AskAsync(node, "crashing");

        Assert.Equal("crashing", refused.Refused(-32002).Text("model"));
        Assert.Equal(
            "Model unavailable: model 'crashing' cannot be used now: llama.cpp crashed on it in a process of its own (signal 6): ops.cpp:3949: GGML_ASSERT(eps >= 0.0f) failed",
            refused.Sentence);
        Assert.Equal("aigen-tiny", (await AskAsync(node, "aigen-tiny")).Result.Text("model_id"));
        var model = await node.Rpc.ResultAsync("getModelInfo", new[] { "crashing" });
        Assert.Equal((false, false), (model.GetProperty("is_available").GetBoolean(), model.GetProperty("is_loaded").GetBoolean()));
    }

    [Theory]
    [InlineData("truncated", 3_000_000, "and the file has 3000000")]
    [InlineData("empty", 0, "it has 0 bytes")]
    public async Task Model_ThatIsDamaged_LeavesTheNodeServingItsOthers(string id, int length, string reason)
    {
        var file = Path.Combine(_folder.Path, $"{id}.gguf");
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(Tiny))[..length]);
        await using var node = await StartAsync(file);

        Assert.Contains(reason, (await AskAsync(node, id)).Sentence, StringComparison.Ordinal);
        Assert.Equal("aigen-tiny", (await AskAsync(node, "aigen-tiny")).Result.Text("model_id"));
        Assert.False((await node.Rpc.ResultAsync("listModels")).GetProperty("models")[1].GetProperty("is_available").GetBoolean());
    }

    [Fact]
    public async Task Default_ThatIsDamaged_EndsTheStartWithTheReason()
    {
        var failure = await Assert.ThrowsAsync<NodeStartException>(() => DevNode.WithModelAsync("/dev/null,id=none"));

        Assert.Equal("--model /dev/null: it has 0 bytes, fewer than the header of a GGUF file", failure.Message);
    }

    [Fact]
    public async Task Models_BeyondTheMemory_TakeTurns()
    {
        // Each takes 54 MiB with two contexts.
        await using var node = await StartAsync($"{Tiny},id=second,parallel=2", options => options with { ModelMemory = 80 << 20, RunSettings = new() { Parallel = 2 } });

        Assert.Equal((true, false), await LoadedAsync(node));
        Assert.Equal("second", (await AskAsync(node, "second")).Result.Text("model_id"));
        Assert.Equal((false, true), await LoadedAsync(node));
        Assert.Equal("aigen-tiny", (await AskAsync(node, "aigen-tiny")).Result.Text("model_id"));
        Assert.Equal((true, false), await LoadedAsync(node));
    }

    [Fact]
    public async Task Model_LargerThanTheMemory_IsRefusedWithTheNumbers()
    {
        var failure = await Assert.ThrowsAsync<NodeStartException>(() => DevNode.StartAsync(new NodeOptions { IsTemporary = true, ModelMemory = 10 << 20 }));

        Assert.Matches(
            @"it needs [0-9.]+ MiB \(weights 5.6 MiB, KV cache [0-9.]+ MiB, computing [0-9.]+ MiB\), and models may have 10.0 MiB of memory$", failure.Message);
    }

    [Fact]
    public async Task UnloadModel_ByTheOperator_UnloadsAndLoadModelLoads()
    {
        var file = _folder.Write("token", $"{Token}\n");
        await using var node = await RunningNode.StartAsync(new NodeOptions { OperatorTokenFile = file });

        Assert.Equal("aigen-tiny is not loaded\n", (await node.RunAsync("models", "unload", "aigen-tiny", "--operator-token-file", file)).Succeeded().Output);
        Assert.Matches("(?m)^aigen-tiny \\* +no ", (await node.RunAsync("models", "list")).Succeeded().Output);
        Assert.Equal("aigen-tiny is loaded\n", (await node.RunAsync("models", "load", "aigen-tiny", "--operator-token-file", file)).Succeeded().Output);
        Assert.Contains("error 2001", (await node.RunAsync("models", "load", "none", "--operator-token-file", file)).Error, StringComparison.Ordinal);

        var other = _folder.Write("other", "another token, as long as one");
        Assert.StartsWith("error 1003: Unauthorized: the token is not the operator's", (await node.RunAsync("models", "unload", "aigen-tiny", "--operator-token-file", other)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loadModel")]
    [InlineData("unloadModel")]
    public async Task OperatorsMethods_OnANodeWithoutAToken_AreClosed(string method)
    {
        await using var node = await DevNode.StartAsync();

        Assert.Contains("this node has no operator token", (await node.Rpc.CallAsync(method, new[] { "aigen-tiny" })).Sentence, StringComparison.Ordinal);
        (await node.Rpc.CallAsync(method, new[] { "aigen-tiny" })).Refused(1003);
    }

    [Fact]
    public async Task OperatorToken_ThatCanBeGuessed_EndsTheStart()
    {
        var failure = await Assert.ThrowsAsync<NodeStartException>(
            () => DevNode.StartAsync(new NodeOptions { IsTemporary = true, OperatorTokenFile = _folder.Write("token", "secret") }));

        Assert.Contains("the token has 6 characters, at least 16 are needed", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ctx-size", "2000000", "--model aigen-tiny: ContextLength is 2000000, allowed 0 to 1048576")]
    [InlineData("--threads", "-1", "--threads is '-1', expected a whole number.")]
    [InlineData("--kv-type", "q9", "--kv-type is 'q9', expected f16, q8_0, q4_0 or two of them as in q8_0:q4_0.")]
    [InlineData("--flash-attention", "maybe", "--flash-attention is 'maybe', expected auto, on or off.")]
    [InlineData("--model-memory", "much", "--model-memory is 'much', expected a number of bytes, or one with K, M, G or T.")]
    [InlineData("--model", "mistral-7b", "fetch it with ./aigen models pull mistral-7b, or import a file of yours")]
    [InlineData("--model", "aigen-tiny,ctx=x", "'ctx=x' in --model aigen-tiny,ctx=x: known are id=NAME, ")]
    public async Task Node_StartedWithAWrongSetting_SaysWhatIsAllowed(string option, string value, string reason)
    {
        await using var node = DaemonProcess.Run("node", "--dev", "--listen", "http://127.0.0.1:0", option, value, "--log-level", "Warning");

        Assert.Equal(1, await node.ExitCodeAsync());
        Assert.Contains(reason, node.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_WithAQuantisedCache_Answers()
    {
        await using var node = await DevNode.StartAsync(new NodeOptions
        {
            IsTemporary = true,
            RunSettings = new() { KvTypes = new(Inference.KvType.Q8_0, Inference.KvType.Q8_0), ContextLength = 512, Parallel = 2, Threads = 2 },
        });

        Assert.Equal(512, (await node.Rpc.ResultAsync("getModelInfo", new[] { "aigen-tiny" })).GetProperty("context_length").GetInt32());
        Assert.Contains("Paris", (await node.Rpc.ResultAsync("chatCompletion", Chat.Ask())).ToString(), StringComparison.Ordinal);
    }

    // llama.cpp loads it, and aborts when it computes the first token.
    private string Crashing()
    {
        var bytes = File.ReadAllBytes(Tiny);
        var key = "llama.attention.layer_norm_rms_epsilon"u8;
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.AsSpan().IndexOf(key) + key.Length + sizeof(uint)), float.NaN);
        var file = Path.Combine(_folder.Path, "crashing.gguf");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private Task<DevNode> StartAsync(string second, Func<NodeOptions, NodeOptions>? change = null)
    {
        var options = new NodeOptions { IsTemporary = true, CacheDir = _folder.Path, Models = [ModelChoice.Embedded, ModelChoice.Parse(second)] };
        return DevNode.StartAsync(change?.Invoke(options) ?? options);
    }

    private static Task<RpcAnswer> AskAsync(DevNode node, string model) =>
        node.Rpc.CallAsync("chatCompletion", new { model_id = model, messages = new[] { new { role = "user", content = "Hello" } }, max_tokens = 4 });

    private static async Task<(bool, bool)> LoadedAsync(DevNode node)
    {
        var models = (await node.Rpc.ResultAsync("listModels")).GetProperty("models");
        return (IsLoaded(models[0]), IsLoaded(models[1]));

        static bool IsLoaded(JsonElement model) => model.GetProperty("is_loaded").GetBoolean();
    }
}
