using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>Loads a model file through llama.cpp, or says why it cannot.</summary>
internal static class ModelLoader
{
    // Batches of a smaller model end sooner than threads meet at ggml's barriers, where they wait by spinning: measured with 5.5 M
    // parameters, a second thread gains a third on an idle machine and loses nearly everything on a busy one.
    private const ulong SmallModel = 50_000_000;

    /// <exception cref="ModelLoadException">The file is missing, no GGUF, damaged, or of a kind that cannot chat.</exception>
    /// <exception cref="DllNotFoundException">The llama.cpp libraries are not installed.</exception>
    public static ModelHandle Load(ModelOptions options)
    {
        GgufHeader.Read(options.Path);
        LlamaBackend.EnsureStarted();

        var parameters = Llama.ModelDefaultParams();
        parameters.NGpuLayers = options.GpuLayers;
        NativeLog.TakeError();
        var model = Llama.ModelLoadFromFile(options.Path, parameters);
        if (model.IsInvalid) throw new ModelLoadException(options.Path, NativeLog.TakeError() ?? "llama.cpp refused it");
        if (FindMismatch(model) is not { } mismatch) return model;

        model.Dispose();
        throw new ModelLoadException(options.Path, mismatch);
    }

    /// <summary>The context length to run with: the one asked for, else the trained one up to the cap.</summary>
    public static int ContextLength(ModelHandle model, ModelOptions options)
    {
        if (options.ContextLength > 0) return options.ContextLength;
        var trained = Llama.ModelNCtxTrain(model);
        return trained > 0 ? Math.Min(trained, options.MaxContextLength) : options.MaxContextLength;
    }

    /// <summary>How many answers are computed at a time: as asked for, else as many as their KV caches have room.</summary>
    public static int Parallel(ModelHandle model, ModelOptions options, int contextLength) => options.Parallel > 0
        ? options.Parallel
        : (int)Math.Clamp(options.KvBytes / Math.Max(1, KvSize.BytesPerToken(model) * contextLength), 1, ModelOptions.MostParallel);

    /// <summary>The threads to compute with: those asked for, else one for each physical core, or one if the model is small.</summary>
    public static int Threads(ModelHandle model, ModelOptions options)
    {
        if (options.Threads > 0) return options.Threads;
        return Llama.ModelNParams(model) < SmallModel ? 1 : PhysicalCores.Count();
    }

    private static string? FindMismatch(ModelHandle model)
    {
        if (Llama.ModelHasDecoder(model) == 0 || Llama.ModelHasEncoder(model) != 0) return "it is not a decoder-only model";
        return LlamaVocab.NTokens(Llama.ModelGetVocab(model)) > 0 ? null : "it has no vocabulary";
    }
}
