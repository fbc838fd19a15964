using System.Diagnostics;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class StepPlanTests : IDisposable
{
    // A token takes 10 ms, so that an answer waits for 20 tokens of prompt, and for 50 while a burst lasts.
    private static readonly ModelOptions Options = TestModels.TinyOptions with
    {
        PrefillChunk = 16,
        TokenPause = TimeSpan.FromMilliseconds(200),
        BurstPause = TimeSpan.FromMilliseconds(500),
    };

    private readonly LlamaModel _model = TestModels.LoadTiny();
    private readonly List<ActiveSequence> _active = [];
    private readonly StepPace _pace = new();

    public void Dispose()
    {
        _active.ForEach(sequence => sequence.Dispose());
        _model.Dispose();
    }

    [Fact]
    public void Make_PromptsAlone_FillTheBatchInTheOrderTheyCame()
    {
        Add(slot: 2, prompt: 100);
        Add(slot: 0, prompt: 100);
        Add(slot: 1, prompt: 100);

        Assert.Equal([(0, 92), (2, 100)], Plan());
    }

    [Fact]
    public void Make_BesideAnswersWithNoPaceKnown_ComputesAFixedChunkOfPrompt()
    {
        Add(slot: 3, prompt: 10, computed: 10);
        Add(slot: 1, prompt: 100);
        Add(slot: 0, prompt: 100);

        Assert.Equal([(1, 16), (3, 1)], Plan());
    }

    [Theory]
    [InlineData(10, 18)]
    [InlineData(5, 38)]
    [InlineData(1000, 8)]
    [InlineData(0.01, 190)]
    public void Make_BesideAnswers_ComputesAsMuchPromptAsThePauseHasTimeFor(double millisecondsEach, int rows)
    {
        Add(slot: 3, prompt: 10, computed: 10);
        Add(slot: 4, prompt: 10, computed: 10);
        Add(slot: 1, prompt: 300);
        _pace.Note(100, 100 * TimeSpan.FromMilliseconds(millisecondsEach));

        Assert.Equal([(1, rows), (3, 1), (4, 1)], Plan());
    }

    [Fact]
    public void Make_BesideManyAnswersOfASlowModel_ComputesATokenOfPromptForEach()
    {
        for (var slot = 0; slot < 12; slot++) Add(slot, prompt: 10, computed: 10);
        Add(slot: 12, prompt: 300);
        _pace.Note(100, TimeSpan.FromSeconds(100));

        Assert.Equal((12, 12), Plan()[^1]);
    }

    [Theory]
    [InlineData(1, 49)]
    [InlineData(4, 49)]
    [InlineData(5, 19)]
    public void Make_BesideAnAnswerThatCameWithThePrompt_ComputesMoreWhileItBegins(int answered, int rows)
    {
        _pace.Note(100, TimeSpan.FromSeconds(1));
        Add(slot: 1, prompt: 300);
        Answer(Add(slot: 0, prompt: 10), answered);

        Assert.Equal([(0, 1), (1, rows)], Plan());
    }

    [Fact]
    public void Make_BesideAnAnswerThatBeganBefore_HasNoBurst()
    {
        _pace.Note(100, TimeSpan.FromSeconds(1));
        Answer(Add(slot: 0, prompt: 10), tokens: 1);
        Add(slot: 1, prompt: 300, came: Stopwatch.GetTimestamp());

        Assert.Equal([(0, 1), (1, 19)], Plan());
    }

    [Fact]
    public void Make_APinnedOneBesideOthers_HasEverySecondStepForItself()
    {
        Add(slot: 0, prompt: 10, computed: 10);
        Add(slot: 1, prompt: 40, seed: 1);
        Add(slot: 2, prompt: 40, seed: 2);

        var plan = new StepPlan(Options, 192, _pace);
        var steps = Enumerable.Range(0, 4).Select(_ => Plan(plan)).ToList();

        Assert.Equal([[(1, 16)], [(0, 1)], [(2, 16)], [(0, 1)]], steps);
    }

    private ActiveSequence Add(int slot, int prompt, int computed = 0, uint? seed = null, long came = 0)
    {
        int[] tokens = [.. Enumerable.Range(100, prompt)];
        var held = new KvSlot(slot, 512);
        held.Add(tokens.AsSpan(0, computed));
        var request = new GenerationRequest(new PreparedPrompt("", tokens), Ask.Greedy with { Seed = seed, IgnoreEos = true }, 1, default) { Came = came };
        _active.Add(new ActiveSequence(request, 0, held, _model.Vocabulary, 512));
        return _active[^1];
    }

    /// <summary>Computes a sequence until it has so many tokens of its answer.</summary>
    private void Answer(ActiveSequence sequence, int tokens)
    {
        using var model = ModelLoader.Load(TestModels.TinyOptions);
        using var session = new LlamaSession(model, sequences: 1, contextLength: 512, batchTokens: 32, threads: 1);
        for (var i = 0; i < tokens; i++)
        {
            session.Clear();
            sequence.Rows = Math.Max(1, sequence.PromptLeft);
            sequence.AddTo(session);
            Assert.Equal(0, session.Compute());
            if (sequence.Note()) Assert.Null(sequence.Take(session, _model.Vocabulary));
        }
    }

    private List<(int Slot, int Rows)> Plan() => Plan(new StepPlan(Options, 192, _pace));

    private List<(int Slot, int Rows)> Plan(StepPlan plan)
    {
        plan.Make(_active);
        Assert.Equal(plan.Members.Sum(member => member.Rows), plan.Rows);
        return [.. plan.Members.Select(member => (member.Slot.Id, member.Rows))];
    }
}
