using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>llama_sampler_chain_params. A C bool is a byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaSamplerChainParams
{
    public byte NoPerf;
}
