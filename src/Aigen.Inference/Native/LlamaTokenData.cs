using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>llama_token_data: a token that may be chosen.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaTokenData
{
    public int Id;
    public float Logit;
    public float P;
}
