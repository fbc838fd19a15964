using System.Globalization;
using System.Text.RegularExpressions;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed partial class ModelNeedTests
{
    public static TheoryData<int, int, KvType, FlashAttention> Ways => new()
    {
        { 1024, 4, KvType.F16, FlashAttention.Auto },
        { 1024, 16, KvType.Q8_0, FlashAttention.On },
        { 500, 1, KvType.Q4_0, FlashAttention.Auto },
        { 1024, 2, KvType.F16, FlashAttention.Off },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public Task Need_OfTheEmbeddedModel_IsWhatLlamaTakes(int context, int parallel, KvType type, FlashAttention flash) =>
        Compare(TestModels.TinyOptions with { ContextLength = context, Parallel = parallel, KeyType = type, ValueType = type, FlashAttention = flash });

    [SmolFact]
    public Task Need_OfARealModel_IsWhatLlamaTakes() =>
        Compare(new ModelOptions { Path = TestModels.SmolPath!, ContextLength = 2048, Parallel = 2, Threads = 1 });

    [Fact]
    public void Need_AsText_SaysTheNumbers() => Assert.Equal(
        "5.0 GiB (weights 4.0 GiB, KV cache 1.0 GiB, computing 12.5 MiB)", new ModelNeed(4L << 30, 1L << 30, 25 << 19).ToString());

    [Theory]
    [InlineData(0, 7, 0, 7)]
    [InlineData(3, 7, 3, 7)]
    public void Plan_OfTheOptions_GoesBeforeTheHeader(int threads, int parallel, int expectedThreads, int expectedParallel)
    {
        var plan = ModelPlan.Of(GgufHeader.Read(TestModels.TinyPath), TestModels.TinyOptions with { Threads = threads, Parallel = parallel });

        // A small model has one thread where nothing is said.
        Assert.Equal((1024, expectedParallel, Math.Max(1, expectedThreads)), (plan.ContextLength, plan.Parallel, plan.Threads));
    }

    [Theory]
    [InlineData(FlashAttention.Auto, KvType.F16, 8192, FlashAttention.Off)]
    [InlineData(FlashAttention.Auto, KvType.Q8_0, 8192, FlashAttention.Auto)]
    [InlineData(FlashAttention.Auto, KvType.F16, 1 << 20, FlashAttention.Auto)]
    [InlineData(FlashAttention.On, KvType.F16, 8192, FlashAttention.On)]
    [InlineData(FlashAttention.Off, KvType.F16, 1 << 20, FlashAttention.Off)]
    public void Plan_OnACpu_UsesFlashAttentionWhereValuesOrMemoryNeedIt(FlashAttention asked, KvType values, int context, FlashAttention expected)
    {
        var options = TestModels.TinyOptions with { FlashAttention = asked, ValueType = values, ContextLength = context };

        Assert.Equal(expected, ModelPlan.Of(GgufHeader.Read(TestModels.TinyPath), options).FlashAttention);
    }

    private static async Task Compare(ModelOptions options)
    {
        var need = ModelNeed.Of(GgufHeader.Read(options.Path), options);
        var lines = new List<string>();
        NativeLog.Sink = (_, line) => { lock (lines) lines.Add(line); };
        try
        {
            using var model = LlamaModel.Load(options);
            await model.EmbedAsync([model.Text("Hello")], null, 1, default);
        }
        finally
        {
            NativeLog.Sink = null;
        }

        double Sum(string what) => lines.Select(line => SizeLine().Match(line)).Where(match => match.Groups[1].Value == what)
            .Sum(match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * (1 << 20));

        // The log has two digits after the point.
        Assert.InRange(need.KvCache, Sum("KV") - 50_000, Sum("KV") + 50_000);
        Assert.InRange(need.Compute, Sum("compute"), 4 * Sum("compute"));
        Assert.InRange(need.Weights, 0.9 * Sum("model"), 1.1 * Sum("model"));
    }

    [GeneratedRegex(@"(KV|compute|model) buffer size *= *([0-9.]+) MiB")]
    private static partial Regex SizeLine();
}
