using Microsoft.Win32.SafeHandles;

namespace Aigen.Inference.Native;

/// <summary>Owns the arrays of a llama_batch for one sequence (id 0).</summary>
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

    /// <param name="token">The token.</param>
    /// <param name="position">Its position in the sequence, from 0.</param>
    /// <param name="output">Whether logits are wanted for it.</param>
    public void Add(int token, int position, bool output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_batch.NTokens, _capacity);
        var i = _batch.NTokens++;
        _batch.Token[i] = token;
        _batch.Pos[i] = position;
        _batch.NSeqId[i] = 1;
        _batch.SeqId[i][0] = 0;
        _batch.Logits[i] = output ? (sbyte)1 : (sbyte)0;
    }

    protected override bool ReleaseHandle()
    {
        Llama.BatchFree(_batch);
        return true;
    }
}
