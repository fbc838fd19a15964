using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Engine;

public sealed class StopStringTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    // "The capital of France is Paris." comes as several tokens; these begin inside one and end inside another, or span several.
    [Theory]
    [InlineData("ital of Fra", "The cap")]
    [InlineData(" is Par", "The capital of France")]
    [InlineData("The", "")]
    [InlineData(".", "The capital of France is Paris")]
    public async Task Generate_AStopStringAcrossTokens_EndsBeforeIt(string stop, string expected)
    {
        var answer = await tiny.Model.AskAsync("What is the capital of France?", Ask.Greedy with { Stop = [stop] });

        Assert.Equal(expected, answer.Text);
        Assert.Equal(FinishReason.Stop, answer.Finish.Reason);
        Assert.True(answer.Finish.CompletionTokens > 0);
    }

    [Fact]
    public async Task Generate_OnlyTheBeginningOfAStopString_IsGivenOut()
    {
        var answer = await tiny.Model.AskAsync("What is the capital of France?", Ask.Greedy with { Stop = ["is Paris?", "Paris. It"] });

        Assert.Equal("The capital of France is Paris.", answer.Text);
    }

    [Fact]
    public async Task Generate_SeveralStopStrings_EndsBeforeTheFirstInTheText()
    {
        var answer = await tiny.Model.AskAsync("What is the capital of France?", Ask.Greedy with { Stop = ["Paris", "of"] });

        Assert.Equal("The capital ", answer.Text);
    }
}
