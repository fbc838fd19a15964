using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>llama_batch: tokens with their positions, sequences and whether logits are wanted.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatch
{
    public int NTokens;
    public int* Token;
    public float* Embd;
    public int* Pos;
    public int* NSeqId;
    public int** SeqId;
    public sbyte* Logits;
}
