using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class StepPlanTests : IDisposable
{
    private readonly LlamaModel _model = TestModels.LoadTiny();
    private readonly List<ActiveSequence> _active = [];

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

        Assert.Equal([(0, 92), (2, 100)], Plan(chunk: 16, batch: 192));
    }

    [Fact]
    public void Make_BesideAnswers_ComputesAChunkOfPrompt()
    {
        Add(slot: 3, prompt: 10, computed: 10);
        Add(slot: 1, prompt: 100);
        Add(slot: 0, prompt: 100);

        Assert.Equal([(1, 16), (3, 1)], Plan(chunk: 16, batch: 192));
    }

    [Fact]
    public void Make_APinnedOneBesideOthers_HasEverySecondStepForItself()
    {
        Add(slot: 0, prompt: 10, computed: 10);
        Add(slot: 1, prompt: 40, seed: 1);
        Add(slot: 2, prompt: 40, seed: 2);

        var plan = new StepPlan(16, 192);
        var steps = Enumerable.Range(0, 4).Select(_ => Plan(plan)).ToList();

        Assert.Equal([[(1, 16)], [(0, 1)], [(2, 16)], [(0, 1)]], steps);
    }

    private void Add(int slot, int prompt, int computed = 0, uint? seed = null)
    {
        int[] tokens = [.. Enumerable.Range(100, prompt)];
        var held = new KvSlot(slot, 512);
        held.Add(tokens.AsSpan(0, computed));
        var request = new GenerationRequest(new PreparedPrompt("", tokens), Ask.Greedy with { Seed = seed }, 1, default);
        _active.Add(new ActiveSequence(request, 0, held, _model.Vocabulary, 512));
    }

    private List<(int Slot, int Rows)> Plan(int chunk, int batch) => Plan(new StepPlan(chunk, batch));

    private List<(int Slot, int Rows)> Plan(StepPlan plan)
    {
        plan.Make(_active);
        return [.. plan.Members.Select(member => (member.Slot.Id, member.Rows))];
    }
}
