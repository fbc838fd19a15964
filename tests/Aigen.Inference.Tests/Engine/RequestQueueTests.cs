using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class RequestQueueTests
{
    [Fact]
    public void TryDequeue_SeveralWeights_SharesTheTurnsInProportion()
    {
        var queue = new RequestQueue<GenerationRequest>(100);
        for (var i = 0; i < 20; i++)
            foreach (var weight in new[] { 1, 2, 4, 8 })
                queue.TryEnqueue(Request(weight), out _);

        var first = Enumerable.Range(0, 30).Select(_ => queue.TryDequeue(1)!.Weight).ToList();

        Assert.Equal([8, 4, 2, 1], first.Take(4));
        Assert.Equal([(1, 2), (2, 4), (4, 8), (8, 16)], first.CountBy(weight => weight).Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void TryDequeue_OneWeight_IsFirstInFirstOut()
    {
        var queue = new RequestQueue<GenerationRequest>(10);
        var requests = Enumerable.Range(0, 5).Select(_ => Request(3)).ToList();
        requests.ForEach(request => queue.TryEnqueue(request, out _));

        Assert.Equal(requests, requests.Select(_ => queue.TryDequeue(1)!));
        Assert.Null(queue.TryDequeue(1));
    }

    [Fact]
    public void TryDequeue_ALineThatWasEmpty_HasSavedUpNoTurns()
    {
        var queue = new RequestQueue<GenerationRequest>(100);
        for (var i = 0; i < 50; i++) queue.TryEnqueue(Request(1), out _);
        for (var i = 0; i < 20; i++) queue.TryDequeue(1);
        for (var i = 0; i < 20; i++) queue.TryEnqueue(Request(2), out _);

        var next = Enumerable.Range(0, 9).Select(_ => queue.TryDequeue(1)!.Weight).ToList();

        Assert.Equal(7, next.Count(weight => weight == 2));
    }

    [Fact]
    public void TryEnqueue_OthersWait_SaysHowManyAreAhead()
    {
        var queue = new RequestQueue<GenerationRequest>(4);
        foreach (var weight in new[] { 1, 1, 8 }) queue.TryEnqueue(Request(weight), out _);

        Assert.Equal(EnqueueResult.Added, queue.TryEnqueue(Request(8), out var ahead));
        Assert.Equal(1, ahead);
        Assert.Equal(EnqueueResult.Full, queue.TryEnqueue(Request(1), out ahead));
        Assert.Equal(4, ahead);
    }

    [Fact]
    public void Remove_WhoeverWaits_FreesThePlace()
    {
        var queue = new RequestQueue<GenerationRequest>(1);
        var gone = Request(1);
        queue.TryEnqueue(gone, out _);

        queue.Remove(gone);
        queue.Remove(gone);

        Assert.Equal(0, queue.Count);
        Assert.Equal(EnqueueResult.Added, queue.TryEnqueue(Request(1), out _));
    }

    [Fact]
    public void TryDequeue_WhoeverIsNextNeedsMoreSlots_KeepsItsTurn()
    {
        var queue = new RequestQueue<GenerationRequest>(10);
        queue.TryEnqueue(Request(1, answers: 3), out _);
        queue.TryEnqueue(Request(1), out _);

        Assert.Null(queue.TryDequeue(2));
        Assert.Equal(3, queue.TryDequeue(3)!.Options.Answers);
        Assert.Equal(1, queue.TryDequeue(1)!.Options.Answers);
    }

    [Fact]
    public void TryDequeue_SeveralAnswers_AreAsManyTurns()
    {
        var queue = new RequestQueue<GenerationRequest>(100);
        for (var i = 0; i < 10; i++)
        {
            queue.TryEnqueue(Request(4, answers: 4), out _);
            queue.TryEnqueue(Request(1), out _);
        }

        var next = Enumerable.Range(0, 8).Select(_ => queue.TryDequeue(4)!.Weight).ToList();

        Assert.Equal(4, next.Count(weight => weight == 4));
    }

    private static GenerationRequest Request(int weight, int answers = 1) =>
        new(new PreparedPrompt("", [1]), Ask.Greedy with { Answers = answers }, weight, default);
}
