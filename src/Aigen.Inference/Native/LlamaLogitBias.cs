using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>llama_logit_bias: what is added to a token's logit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaLogitBias
{
    public int Token;
    public float Bias;
}
