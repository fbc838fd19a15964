using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>llama_token_data_array: the tokens that samplers choose among. A C bool is a byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaTokenDataArray
{
    public LlamaTokenData* Data;
    public nuint Size;
    public long Selected;
    public byte Sorted;
}
