using System.Text.Json;
using System.Text.Json.Nodes;
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
        await using var node = await StartWithOneOfTwoAsync("second");

        Assert.Equal((true, false), await LoadedAsync(node));
        Assert.Equal("second", (await AskAsync(node, "second")).Result.Text("model_id"));
        Assert.Equal((false, true), await LoadedAsync(node));
        Assert.Equal("aigen-tiny", (await AskAsync(node, "aigen-tiny")).Result.Text("model_id"));
        Assert.Equal((true, false), await LoadedAsync(node));
    }

    [Theory]
    [InlineData("temperature", "3", -32602)]
    [InlineData("stop", "[\"\"]", -32602)]
    [InlineData("response_format", """{"type":"json_schema","json_schema":{"schema":{"not":{}}}}""", -32602)]
    [InlineData("logit_bias", """{"4096":1}""", -32602)]
    [InlineData("n", "3", -32602)]
    [InlineData("tools", """[{"type":"function","function":{"name":"a"}}]""", -32602)]
    [InlineData("messages", "[]", 2006)]
    [InlineData("messages", """[{"role":"judge","content":"Hello"}]""", 2006)]
    public async Task Request_ThatNoModelWouldAnswer_LoadsNone(string name, string value, int code)
    {
        await using var node = await StartWithOneOfTwoAsync("second");

        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("model_id", "second").With(name, JsonNode.Parse(value)!))).Refused(code);

        Assert.Equal((true, false), await LoadedAsync(node));
    }

    [Fact]
    public async Task Request_ThatItsPayerMayNotMake_LoadsNoModel()
    {
        await using var node = await StartWithOneOfTwoAsync("second,tier=pro");
        var request = Chat.Ask().SignedBy(Wallet.New());

        (await node.Rpc.CallAsync("chatCompletion", Chat.Ask().With("model_id", "second"))).Refused(2003);
        (await node.Rpc.CallAsync("chatCompletion", request.With("model_id", "second"))).Refused(1002);

        Assert.Equal((true, false), await LoadedAsync(node));
    }

    [Fact]
    public async Task Request_ThatItsPaymentCannotPay_LoadsNoModelAndTakesNothing()
    {
        await using var node = await StartWithOneOfTwoAsync("second");
        var wallet = await node.FundedAsync(10);
        var asked = Chat.Ask(maxTokens: 30_000).With("model_id", "second").With("n", 2);

        var refused = (await node.Rpc.CallAsync("chatCompletion", asked.Paying(wallet.Payment(1, nonce: 0)))).Refused(2007);

        Assert.Equal((true, false), await LoadedAsync(node));
        Assert.Equal(61UL, refused.Number("estimated_cost"));
        await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().With("model_id", "second").Paying(wallet.Payment(1, nonce: 0)));
    }

    [Fact]
    public async Task Embedding_OfAWidthThatTheModelHasNot_LoadsNone()
    {
        await using var node = await StartWithOneOfTwoAsync("second");

        (await node.Rpc.CallAsync("createEmbedding", new { model_id = "second", input = "a", dimensions = 5 })).Refused(-32602);

        Assert.Equal((true, false), await LoadedAsync(node));
    }

    [Fact]
    public async Task Models_BeyondTheMemory_HaveTheirStayAndThoseWhoWaitAreTold()
    {
        await using var node = await StartWithOneOfTwoAsync("second", TimeSpan.FromSeconds(3));
        await using var socket = await node.ConnectAsync();

        var stream = await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask().With("model_id", "second"));

        var queued = (await socket.NextAsync(stream)).GetProperty("queued");
        Assert.Equal(1, queued.GetProperty("position").GetInt32());
        Assert.InRange(queued.GetProperty("estimated_wait_seconds").GetDouble(), 0, 3);
        Assert.Equal("stop", (await socket.ReadChatAsync(stream)).Last.Text("finish_reason"));
        Assert.Equal((false, true), await LoadedAsync(node));
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
    [InlineData("--model-min-residency", "-1", "--model-min-residency is '-1', expected 0 to 3600 seconds.")]
    [InlineData("--model-min-residency", "3601", "--model-min-residency is '3601', expected 0 to 3600 seconds.")]
    [InlineData("--model-memory", "much", "--model-memory is 'much', expected a number of bytes, or one with K, M, G or T.")]
    [InlineData("--model", "mistral-7b", "fetch it with ./aigen models pull mistral-7b, or import a file of yours")]
    [InlineData("--model", "aigen-tiny,ctx=5", "'ctx=5' in --model aigen-tiny,ctx=5: known settings are id, tier, ctx-size, parallel, threads, gpu-layers, kv-type, flash-attention")]
    [InlineData("--model", "aigen-tiny,kv-type=q9", "kv-type is 'q9' in --model aigen-tiny,kv-type=q9, expected f16, q8_0, q4_0 or two of them as in q8_0:q4_0")]
    [InlineData("--model", "aigen-tiny,parallel=300", "--model aigen-tiny: Parallel is 300, allowed 0 to 256")]
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

    // Each takes 32 MiB with two contexts.
    private Task<DevNode> StartWithOneOfTwoAsync(string second, TimeSpan minResidency = default) => StartAsync(
        $"{Tiny},id={second}",
        options => options with { ModelMemory = 100 << 20, ModelMinResidency = minResidency, RunSettings = new() { Parallel = 2 } });

    private static Task<RpcAnswer> AskAsync(DevNode node, string model) =>
        node.Rpc.CallAsync("chatCompletion", new { model_id = model, messages = new[] { new { role = "user", content = "Hello" } }, max_tokens = 4 });

    private static async Task<(bool, bool)> LoadedAsync(DevNode node)
    {
        var models = (await node.Rpc.ResultAsync("listModels")).GetProperty("models");
        return (IsLoaded(models[0]), IsLoaded(models[1]));

        static bool IsLoaded(JsonElement model) => model.GetProperty("is_loaded").GetBoolean();
    }
}
