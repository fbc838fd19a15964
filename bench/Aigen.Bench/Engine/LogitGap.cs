using Aigen.Inference;
using Aigen.Inference.Native;

namespace Aigen.Bench;

/// <summary>How far the logits of two tokens lie apart, computed afresh in one batch.</summary>
internal sealed class LogitGap : IDisposable
{
    private readonly ModelHandle _model;
    private readonly LlamaSession _session;

    public LogitGap(string file, int threads, FlashAttention flash)
    {
        _model = ModelLoader.Load(new ModelOptions { Path = file });
        _session = new LlamaSession(_model, 1, EngineBenchmark.ContextLength, EngineBenchmark.ContextLength, threads, flash: flash);
    }

    /// <summary>The one's logit less the other's, behind some tokens.</summary>
    public unsafe double Between(int token, int other, IReadOnlyList<int> behind)
    {
        _session.Truncate(0, 0);
        _session.Clear();
        for (var i = 0; i < behind.Count; i++) _session.Add(behind[i], i, 0, output: i == behind.Count - 1);
        if (_session.Compute() is not 0 and var code) throw new InvalidOperationException($"llama_decode failed with {code}");
        var logits = Llama.GetLogitsIth(_session.Context, -1);
        return logits[token] - logits[other];
    }

    public void Dispose()
    {
        _session.Dispose();
        _model.Dispose();
    }
}
