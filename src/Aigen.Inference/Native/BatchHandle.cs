using Microsoft.Win32.SafeHandles;

namespace Aigen.Inference.Native;

/// <summary>Owns the arrays of a llama_batch whose tokens belong to one sequence each.</summary>
internal sealed unsafe class BatchHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly int _capacity;
    private LlamaBatch _batch;

    public BatchHandle(int capacity) : base(ownsHandle: true)
    {
        _capacity = capacity;
        _batch = Llama.BatchInit(capacity, 0, 1);
        _batch.NTokens = 0;
        SetHandle((nint)_batch.Token);
    }

    public LlamaBatch Value => _batch;

    public void Clear() => _batch.NTokens = 0;

    /// <summary>Adds a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its position in the sequence, from 0.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="output">Whether logits are wanted for it.</param>
    /// <returns>Its row.</returns>
    public int Add(int token, int position, int sequence, bool output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_batch.NTokens, _capacity);
        var i = _batch.NTokens++;
        _batch.Token[i] = token;
        _batch.Pos[i] = position;
        _batch.NSeqId[i] = 1;
        _batch.SeqId[i][0] = sequence;
        _batch.Logits[i] = output ? (sbyte)1 : (sbyte)0;
        return i;
    }

    protected override bool ReleaseHandle()
    {
        Llama.BatchFree(_batch);
        return true;
    }
}
