using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Native;

/// <summary>The library's own defaults, read through the binding: a field that moved would show another field's value.</summary>
public sealed class DefaultParamsTests
{
    // Values of llama.h's enums and of its "0 = from model", "negative = from model" comments.
    private const int Unspecified = -1;
    private const int Auto = -1;
    private const int SplitModeLayer = 1;
    private const int LazyModeAuto = 1;
    private const int TypeF16 = 1;

    public DefaultParamsTests() => LlamaBackend.EnsureStarted();

    [Fact]
    public void ModelDefaults_ThroughTheBinding_AreTheDocumentedOnes() => Assert.Equal(
        new LlamaModelParams { NGpuLayers = -1, SplitMode = SplitModeLayer, LoadMode = Auto, LazyMode = LazyModeAuto, UseExtraBufts = 1 },
        Llama.ModelDefaultParams());

    [Fact]
    public void ContextDefaults_ThroughTheBinding_AreTheDocumentedOnes() => Assert.Equal(
        new LlamaContextParams
        {
            NCtx = 512,
            NBatch = 2048,
            NUbatch = 512,
            NSeqMax = 1,
            NOutputsMaxPerSeq = 1,
            NThreads = 4,
            NThreadsBatch = 4,
            RopeScalingType = Unspecified,
            PoolingType = Unspecified,
            AttentionType = Unspecified,
            FlashAttnType = Auto,
            YarnExtFactor = -1,
            YarnAttnFactor = -1,
            YarnBetaFast = -1,
            YarnBetaSlow = -1,
            DefragThold = -1,
            TypeK = TypeF16,
            TypeV = TypeF16,
            OffloadKqv = 1,
            NoPerf = 1,
            OpOffload = 1,
            SwaFull = 1,
        },
        Llama.ContextDefaultParams());

    [Fact]
    public void SamplerChainDefaults_ThroughTheBinding_AreTheDocumentedOnes() =>
        Assert.Equal(new LlamaSamplerChainParams { NoPerf = 1 }, LlamaSampler.ChainDefaultParams());
}
