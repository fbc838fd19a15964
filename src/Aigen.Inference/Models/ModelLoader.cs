using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>Loads a model file through llama.cpp, or says why it cannot.</summary>
internal static class ModelLoader
{
    /// <exception cref="ModelLoadException">The file is missing, no GGUF, damaged, or of a kind that cannot chat.</exception>
    /// <exception cref="DllNotFoundException">The llama.cpp libraries are not installed.</exception>
    public static ModelHandle Load(ModelOptions options)
    {
        if (GgufFile.FindFault(options.Path) is { } fault) throw new ModelLoadException(options.Path, fault);
        LlamaBackend.EnsureStarted();

        var parameters = Llama.ModelDefaultParams();
        parameters.NGpuLayers = options.GpuLayers;
        NativeLog.TakeLastError();
        var model = Llama.ModelLoadFromFile(options.Path, parameters);
        if (model.IsInvalid) throw new ModelLoadException(options.Path, NativeLog.TakeLastError() ?? "llama.cpp refused it");
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

    private static string? FindMismatch(ModelHandle model)
    {
        if (Llama.ModelHasDecoder(model) == 0 || Llama.ModelHasEncoder(model) != 0) return "it is not a decoder-only model";
        return LlamaVocab.NTokens(Llama.ModelGetVocab(model)) > 0 ? null : "it has no vocabulary";
    }
}
