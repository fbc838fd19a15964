using Microsoft.Win32.SafeHandles;

namespace Aigen.Inference.Native;

/// <summary>Owns a llama_sampler chain and, through it, every sampler added to it.</summary>
internal sealed class SamplerChainHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Llama.SamplerFree(handle);
        return true;
    }
}
