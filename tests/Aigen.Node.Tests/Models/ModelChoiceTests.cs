using Aigen.Chain;
using Aigen.Inference;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Models;

/// <summary>Models as the command line writes them.</summary>
public sealed class ModelChoiceTests : IDisposable
{
    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parse_EverySetting_IsReadAsItsOptionIs() => Assert.Equal(
        new ModelChoice("a.gguf", "b", Tier.Pro)
        {
            ContextLength = 8192,
            Parallel = 4,
            Threads = 2,
            GpuLayers = 10,
            KvTypes = new KvTypes(KvType.Q8_0, KvType.Q4_0),
            FlashAttention = FlashAttention.On,
        },
        ModelChoice.Parse("a.gguf,id=b,tier=pro,ctx-size=8192,parallel=4,threads=2,gpu-layers=10,kv-type=q8_0:q4_0,flash-attention=on"));

    [Theory]
    [InlineData("a,b.gguf", "a,b.gguf", null)]
    [InlineData("a,b=c.gguf", null, null)]
    [InlineData("a,B=c,2=3.gguf,id=x", "a,B=c,2=3.gguf", "x")]
    [InlineData("/m/a, b.gguf,id=x=y", "/m/a, b.gguf", "x=y")]
    [InlineData("aigen-tiny", "aigen-tiny", null)]
    public void Parse_CommasInANameOfAFile_BelongToItUpToTheFirstSetting(string text, string? file, string? id)
    {
        if (file is null)
        {
            Assert.StartsWith($"'b=c.gguf' in --model {text}: known settings are id, ", Assert.Throws<FormatException>(() => ModelChoice.Parse(text)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((file, id), (ModelChoice.Parse(text).FileOrId, ModelChoice.Parse(text).Id));
    }

    [Theory]
    [InlineData("id=", "id is '' in --model m,id=, expected a name")]
    [InlineData("tier=gold", "tier is 'gold' in --model m,tier=gold, expected free, basic, pro or unlimited")]
    [InlineData("ctx-size=-1", "ctx-size is '-1' in --model m,ctx-size=-1, expected 0 to 1048576 tokens")]
    [InlineData("parallel=two", "parallel is 'two' in --model m,parallel=two, expected 0 to 256")]
    [InlineData("flash-attention=1", "flash-attention is '1' in --model m,flash-attention=1, expected auto, on or off")]
    [InlineData("id=a,on", "'on' in --model m,id=a,on: known settings are id, tier, ctx-size, parallel, threads, gpu-layers, kv-type, flash-attention")]
    public void Parse_AWrongSetting_SaysWhatIsAllowed(string settings, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => ModelChoice.Parse($"m,{settings}")).Message);

    [Fact]
    public void Resolve_SettingsOfOneModel_StandBeforeTheOptionsOfAll()
    {
        var all = new RunSettings { ContextLength = 512, Parallel = 2, KvTypes = new KvTypes(KvType.Q4_0, KvType.Q4_0), FlashAttention = FlashAttention.On };

        var model = ModelChoice.Parse("aigen-tiny,ctx-size=256,kv-type=f16").Resolve(new(_folder.Path), all).Options;

        Assert.Equal((256, 2, KvType.F16, KvType.F16), (model.ContextLength, model.Parallel, model.KeyType, model.ValueType));
        Assert.Equal((FlashAttention.On, ModelOptions.AllLayers), (model.FlashAttention, model.GpuLayers));
    }

    [Fact]
    public async Task Models_WithSettingsOfTheirOwn_AreRunWithThem()
    {
        var tiny = Path.Combine(AppContext.BaseDirectory, "models", "aigen-tiny-q8_0.gguf");
        await using var node = await DevNode.StartAsync(new NodeOptions
        {
            IsTemporary = true,
            RunSettings = new() { Parallel = 2 },
            Models = [ModelChoice.Parse("aigen-tiny,ctx-size=256"), ModelChoice.Parse($"{tiny},id=second,ctx-size=512,kv-type=q8_0:q4_0,flash-attention=on")],
        });

        Assert.Equal((256, 512), (await ContextOfAsync(node, "aigen-tiny"), await ContextOfAsync(node, "second")));
        Assert.Contains("Paris", (await node.Rpc.ResultAsync("chatCompletion", Chat.Ask().With("model_id", "second"))).ToString(), StringComparison.Ordinal);
    }

    private static async Task<int> ContextOfAsync(DevNode node, string id) =>
        (await node.Rpc.ResultAsync("getModelInfo", new[] { id })).GetProperty("context_length").GetInt32();
}
