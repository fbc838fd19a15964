using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>Loads a model file, whose header was found to be good, through llama.cpp, or says why it cannot.</summary>
internal static unsafe class ModelLoader
{
    /// <exception cref="ModelLoadException">The file is damaged, or of a kind that cannot chat.</exception>
    /// <exception cref="DllNotFoundException">The llama.cpp libraries are not installed.</exception>
    public static ModelHandle Load(ModelOptions options)
    {
        // A list of no devices: where the CPU was chosen, a GPU that some backend found gets no work either.
        nint none = 0;
        var isGpu = LlamaDevices.Current.IsGpu;
        var parameters = Llama.ModelDefaultParams();
        (parameters.NGpuLayers, parameters.Devices) = (options.GpuLayers, isGpu ? 0 : (nint)(&none));
        NativeLog.TakeError();
        var model = Llama.ModelLoadFromFile(options.Path, parameters);
        if (model.IsInvalid) throw new ModelLoadException(options.Path, NativeLog.TakeError() ?? "llama.cpp refused it");
        if (FindMismatch(model) is not { } mismatch) return model;

        model.Dispose();
        throw new ModelLoadException(options.Path, mismatch);
    }

    private static string? FindMismatch(ModelHandle model)
    {
        if (Llama.ModelHasDecoder(model) == 0 || Llama.ModelHasEncoder(model) != 0) return "it is not a decoder-only model";
        return LlamaVocab.NTokens(Llama.ModelGetVocab(model)) > 0 ? null : "it has no vocabulary";
    }
}
