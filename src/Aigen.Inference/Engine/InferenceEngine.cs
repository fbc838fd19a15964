using System.Diagnostics;
using System.Text.Json;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>
/// The one thread that owns a llama context. Step after step it computes the next tokens of everybody who has a slot; whoever has none
/// waits in a queue. Between steps requests come, go and are given up.
/// </summary>
internal sealed class InferenceEngine : IDisposable
{
    private readonly string _modelId;
    private readonly int _queueLimit;
    private readonly Vocabulary _vocabulary;
    private readonly LlamaSession _session;
    private readonly KvSlots _slots;
    private readonly StepPace _pace = new();
    private readonly StepPlan _plan;
    private readonly RequestQueue<GenerationRequest> _queue;
    private readonly ServiceTime _service;
    private readonly StepWatch _watch;
    private readonly List<ActiveSequence> _active = [];
    private readonly Thread _thread;
    private volatile int _computed;
    private volatile int _held;
    private volatile bool _stopping;

    public InferenceEngine(LlamaSession session, Vocabulary vocabulary, ModelOptions options)
    {
        (_modelId, _session, _vocabulary, _queueLimit) = (options.EffectiveId, session, vocabulary, options.QueueLimit);
        _slots = new KvSlots(session);
        _plan = new StepPlan(options, session.BatchTokens, _pace);
        _queue = new RequestQueue<GenerationRequest>(_queueLimit);
        _service = new ServiceTime(session.Sequences);
        _watch = new StepWatch(options.StepPatience);
        EngineInstruments.Add(this, _modelId);
        _thread = new Thread(Run) { Name = $"inference-{_modelId}", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Requests that wait, those that are computed not counted.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Answers that it can compute at a time, and those that it computes.</summary>
    public int Slots => _session.Sequences;

    public int Computing => _computed;

    /// <summary>Tokens that its KV cache has room for, and those that it held after the last step.</summary>
    public int KvCapacity => _session.Sequences * _session.ContextLength;

    public int KvTokens => _held;

    /// <summary>What hinders it: llama.cpp does not come back from a step. Null while all is well.</summary>
    public string? Problem => _watch.Problem(_modelId);

    /// <summary>Called on the engine's thread before each step.</summary>
    internal Action? Stepping { get; set; }

    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="EngineStoppedException">The engine was disposed.</exception>
    public void Enqueue(GenerationRequest request)
    {
        var free = _session.Sequences - _computed;
        switch (_queue.TryEnqueue(request, out var ahead))
        {
            case EnqueueResult.Full:
                EngineInstruments.NoteRefusal(_modelId);
                throw new EngineBusyException(_modelId, Waiting, _queueLimit, _service.Estimate(_queueLimit + 1));
            case EnqueueResult.Closed: throw new EngineStoppedException(_modelId);
        }

        if (ahead - free + request.Options.Answers is not (> 0 and var lacking)) return;
        var position = Math.Min(lacking, ahead + 1);
        request.Queue = new QueuePlace(position, _service.Estimate(position));
    }

    /// <summary>Frees the place of a request that nobody waits for, wherever it is; a request that has ended is left alone.</summary>
    public void Release(GenerationRequest request)
    {
        request.Abandon();
        _queue.Remove(request);
    }

    public void Dispose()
    {
        _stopping = true;
        EngineInstruments.Remove(this);
        foreach (var request in _queue.Close()) request.Fail(new EngineStoppedException(_modelId));
        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            Admit();
            if (_active.Count == 0)
            {
                _queue.Wait();
                continue;
            }

            _watch.Begin();
            Stepping?.Invoke();
            Step();
            _watch.End();
        }

        foreach (var sequence in _active.ToArray()) Fail(sequence, new EngineStoppedException(_modelId));
    }

    private void Admit()
    {
        while (_queue.TryDequeue(_slots.Free) is { } request)
            if (!request.IsCancelled)
                Admit(request);
    }

    private void Admit(GenerationRequest request)
    {
        List<KvSlot> slots = [_slots.Take(request.Prompt, reuse: request.Options.Path == ComputePath.Batched)];
        while (slots.Count < request.Options.Answers) slots.Add(_slots.TakeEmpty());
        try
        {
            _active.Add(SequenceOf(request, slots));
            _computed = _session.Sequences - _slots.Free;
            EngineInstruments.NoteAdmission(_modelId, request);
        }
        catch (Exception exception)
        {
            // Whatever it was, it is this request's failure, and not the end of the thread that serves all others.
            slots.ForEach(_slots.Return);
            request.Fail(Known(exception));
        }
    }

    private ActiveSequence SequenceOf(GenerationRequest request, IReadOnlyList<KvSlot> slots)
    {
        ActiveSequence Of(int index) => new(request, index, slots[index], _vocabulary, _session.ContextLength);
        return slots.Count == 1 ? Of(0) : new ActiveSequence(request, 0, slots[0], _vocabulary, _session.ContextLength)
        {
            Others = [.. Enumerable.Range(1, slots.Count - 1).Select(Of)],
        };
    }

    private void Step()
    {
        for (var i = _active.Count - 1; i >= 0; i--)
            if (_active[i].IsGivenUp)
                Abandon(_active[i]);
        if (_active.Count == 0) return;

        _plan.Make(_active);
        _session.Clear();
        foreach (var sequence in _plan.Members) sequence.AddTo(_session);
        var started = Stopwatch.GetTimestamp();
        if (_session.Compute() is not 0 and var code)
        {
            Recover(code);
            return;
        }

        foreach (var sequence in _plan.Members)
        {
            var isFirst = sequence.PromptLeft > 0;
            if (!sequence.Note()) continue;
            if (isFirst) EngineInstruments.NoteFirstToken(_modelId, sequence);
            var others = sequence.Fork(_slots);
            _active.AddRange(others);
            Take(sequence);
            foreach (var other in others) Take(other);
        }

        // A GPU computes while the call returns; the first token that is sampled waits for it.
        var taken = Stopwatch.GetElapsedTime(started);
        _pace.Note(_plan.Rows, taken);
        _held = _slots.Held;
        EngineInstruments.NoteStep(_modelId, _plan.Rows, taken);
    }

    private void Take(ActiveSequence sequence)
    {
        try
        {
            if (sequence.Take(_session, _vocabulary) is { } reason) End(sequence, reason);
        }
        catch (Exception exception)
        {
            Fail(sequence, Known(exception));
        }
    }

    // The step is taken back, and the newest of those in it gives way: the others are computed again without it. Where the model cannot
    // forget a part of a sequence, what was answered of it is lost, and it ends too.
    private void Recover(int code)
    {
        var reason = NativeLog.TakeError();
        var failure = new InferenceException($"model {_modelId}: llama_decode failed with {code}{(reason is null ? "" : ": " + reason)}");
        Fail(_active.FindLast(_plan.Members.Contains)!, failure);
        foreach (var member in _plan.Members)
        {
            var held = member.Slot.Count;
            _slots.Truncate(member.Slot, held);
            if (member.Slot.Count < held && _active.Contains(member)) Fail(member, failure);
        }
    }

    private InferenceException Known(Exception exception) =>
        exception as InferenceException ?? new InferenceException($"model {_modelId} failed: {exception.Message}", exception);

    // Its slot is free before it is told, so that whoever was told finds it so.
    private void End(ActiveSequence sequence, FinishReason reason)
    {
        _service.Add(sequence.Held);
        EngineInstruments.NoteEnd(_modelId, sequence, JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
        Remove(sequence);
        sequence.End(reason);
    }

    private void Abandon(ActiveSequence sequence)
    {
        EngineInstruments.NoteEnd(_modelId, sequence, "abandoned");
        Remove(sequence);
    }

    private void Fail(ActiveSequence sequence, Exception reason)
    {
        EngineInstruments.NoteEnd(_modelId, sequence, "failed");
        Remove(sequence);
        sequence.Fail(reason);
    }

    private void Remove(ActiveSequence sequence)
    {
        _active.Remove(sequence);
        foreach (var one in (ActiveSequence[])[sequence, .. sequence.Others])
        {
            _slots.Return(one.Slot);
            one.Dispose();
        }

        _computed = _session.Sequences - _slots.Free;
    }
}
