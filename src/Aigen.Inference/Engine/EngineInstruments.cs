using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Aigen.Inference;

/// <summary>What is measured of models: how long requests wait and are computed, and what the engines hold.</summary>
public static class EngineInstruments
{
    public static readonly Meter Meter = new("Aigen.Inference");

    private static readonly ActivitySource Traces = new("Aigen.Inference");

    // Seconds. A step of the embedded model takes half a millisecond, a full queue of long answers minutes (docs/performance.md).
    private static readonly double[] TimeBounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250];

    // Tokens, in powers of two up to long contexts.
    private static readonly long[] TokenBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 131_072];

    // Tokens a second of one answer: from a large model on a CPU to a small one on a GPU.
    private static readonly double[] RateBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    private static readonly ConcurrentDictionary<InferenceEngine, string> Engines = [];

    private static readonly Histogram<double> QueueTime = Times("aigen.inference.queue.duration", "How long requests waited for a place at the model.");

    private static readonly Histogram<double> FirstToken = Times(
        "aigen.inference.first_token.duration", "From a request's coming to the first token of its answer, the wait included.");

    private static readonly Histogram<double> StepTime = Times("aigen.inference.step.duration", "One step, in which everybody's next tokens are computed.");

    private static readonly Histogram<double> LoadTime = Times("aigen.models.load.duration", "How long it took to make a model resident.");

    private static readonly Histogram<long> StepTokens = Tokens("aigen.inference.step.tokens", "Tokens that a step computed, those of prompts included.");

    private static readonly Histogram<long> PromptTokens = Tokens("aigen.inference.prompt.tokens", "Tokens of a request's prompt.");

    private static readonly Histogram<long> CachedTokens = Tokens("aigen.inference.cached.tokens", "Tokens of a prompt that the KV cache had already.");

    private static readonly Histogram<long> AnswerTokens = Tokens("aigen.inference.answer.tokens", "Tokens of an answer.");

    private static readonly Histogram<double> Rate = Meter.CreateHistogram(
        "aigen.inference.answer.rate", "{token}/s", "Tokens a second of an answer behind its first token.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = RateBounds });

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>(
        "aigen.inference.answers", "{answer}", "Answers that ended, by how: stop, length, grammar, failed, or abandoned by their reader, as behind a stop string.");

    private static readonly Counter<long> FullQueues = Meter.CreateCounter<long>(
        "aigen.inference.queue.refusals", "{request}", "Requests that were refused because as many waited as may wait.");

    private static readonly ObservableGauge<int>[] Gauges =
    [
        Gauge("aigen.inference.queue.length", "{request}", "Requests that wait for a place at the model.", engine => engine.Waiting),
        Gauge("aigen.inference.slots", "{slot}", "Answers that the model can compute at a time.", engine => engine.Slots),
        Gauge("aigen.inference.slots.used", "{slot}", "Answers that are being computed.", engine => engine.Computing),
        Gauge("aigen.inference.kv.capacity", "{token}", "Tokens that the KV cache has room for.", engine => engine.KvCapacity),
        Gauge("aigen.inference.kv.tokens", "{token}", "Tokens that the KV cache holds, those kept of ended answers included.", engine => engine.KvTokens),
    ];

    internal static void Add(InferenceEngine engine, string model) => Engines[engine] = model;

    internal static void Remove(InferenceEngine engine) => Engines.TryRemove(engine, out _);

    internal static void NoteRefusal(string model) => FullQueues.Add(1, Of(model));

    internal static void NoteLoad(string model, TimeSpan taken) => LoadTime.Record(taken.TotalSeconds, Of(model));

    internal static void NoteAdmission(string model, GenerationRequest request)
    {
        QueueTime.Record(Stopwatch.GetElapsedTime(request.Came).TotalSeconds, Of(model));
        PromptTokens.Record(request.Prompt.Length, Of(model));
    }

    internal static void NoteStep(string model, int tokens, TimeSpan taken)
    {
        StepTime.Record(taken.TotalSeconds, Of(model));
        StepTokens.Record(tokens, Of(model));
    }

    internal static void NoteFirstToken(string model, ActiveSequence sequence)
    {
        FirstToken.Record(Stopwatch.GetElapsedTime(sequence.Came).TotalSeconds, Of(model));
        CachedTokens.Record(sequence.CachedTokens, Of(model));
    }

    internal static void NoteEnd(string model, ActiveSequence sequence, string how)
    {
        Answers.Add(1, Of(model), new KeyValuePair<string, object?>("end", how));
        AnswerTokens.Record(sequence.Answered, Of(model));
        if (Traces.HasListeners()) Trace(model, sequence);
        if (sequence.Answered > 1 && sequence.DecodeTime is { Ticks: > 0 } taken) Rate.Record((sequence.Answered - 1) / taken.TotalSeconds, Of(model));
    }

    // Told when all is known, since the engine computes many requests on one thread.
    private static void Trace(string model, ActiveSequence sequence)
    {
        var (slot, first) = sequence.Times;
        var now = Stopwatch.GetTimestamp();
        Span("wait for a slot", sequence.Came, slot, "gen_ai.request.model", model);
        Span("compute the prompt", slot, first == 0 ? now : first, "gen_ai.usage.input_tokens", sequence.PromptTokens);
        if (first != 0) Span("compute the answer", first, now, "gen_ai.usage.output_tokens", sequence.Answered);

        void Span(string name, long from, long to, string tag, object value)
        {
            var end = DateTime.UtcNow - Stopwatch.GetElapsedTime(to, now);
            using var span = Traces.StartActivity(name, ActivityKind.Internal, sequence.Trace, startTime: end - Stopwatch.GetElapsedTime(from, to));
            span?.SetTag(tag, value).SetEndTime(end);
        }
    }

    private static KeyValuePair<string, object?> Of(string model) => new("model", model);

    private static Histogram<double> Times(string name, string description) => Meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = TimeBounds });

    private static Histogram<long> Tokens(string name, string description) => Meter.CreateHistogram(
        name, "{token}", description, advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = TokenBounds });

    private static ObservableGauge<int> Gauge(string name, string unit, string description, Func<InferenceEngine, int> read) => Meter.CreateObservableGauge(
        name, () => Engines.Select(pair => new Measurement<int>(read(pair.Key), Of(pair.Value))), unit, description);
}
