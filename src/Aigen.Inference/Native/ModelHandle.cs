using Microsoft.Win32.SafeHandles;

namespace Aigen.Inference.Native;

/// <summary>Owns a llama_model.</summary>
internal sealed class ModelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Llama.ModelFree(handle);
        return true;
    }
}
