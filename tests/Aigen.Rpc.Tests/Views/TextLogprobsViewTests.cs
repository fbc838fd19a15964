using Aigen.Inference;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Tests.Views;

/// <summary>Tokens and their likelihoods as OpenAI's completions of plain texts list them.</summary>
public sealed class TextLogprobsViewTests
{
    [Fact]
    public void Of_APartOfACodePoint_IsToldByItsBytesAndCountsOnce()
    {
        var offset = 3;
        TokenLogprob[] tokens = [new("\uFFFD", [0xE2, 0x82], -1, []), new("\uFFFD", [0xAC], -2, [new("x", [120], -1, []), new("x", [120], -3, [])]), new("a", [97], 0, [])];

        var view = TextLogprobsView.Of(tokens, ref offset)!;

        Assert.Equal([@"bytes:\xe2\x82", @"bytes:\xac", "a"], view.Tokens);
        Assert.Equal([3, 4, 4], view.TextOffset);
        Assert.Equal(5, offset);
        Assert.Equal(new Dictionary<string, float> { ["x"] = -1, [@"bytes:\xac"] = -2 }, view.TopLogprobs[1]);
    }
}
