using Microsoft.Win32.SafeHandles;

namespace Aigen.Inference.Native;

/// <summary>Owns a llama_context, and keeps the model alive for as long as the context lives.</summary>
internal sealed class ContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private ModelHandle? _model;

    /// <summary>The context, or an invalid handle when llama.cpp refused (not enough memory).</summary>
    public static ContextHandle Create(ModelHandle model, LlamaContextParams parameters)
    {
        var context = Llama.InitFromModel(model, parameters);
        if (context.IsInvalid) return context;

        var added = false;
        model.DangerousAddRef(ref added);
        context._model = model;
        return context;
    }

    protected override bool ReleaseHandle()
    {
        Llama.Free(handle);
        _model?.DangerousRelease();
        return true;
    }
}
