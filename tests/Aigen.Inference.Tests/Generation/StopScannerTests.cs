namespace Aigen.Inference.Tests.Generation;

public sealed class StopScannerTests
{
    [Theory]
    [InlineData("one END two", "one ")]
    [InlineData("no such text", "no such text")]
    [InlineData("EN", "EN")]
    [InlineData("EEEND", "EE")]
    [InlineData("ababac!", "ab")]
    [InlineData("", "")]
    public void Append_CutAtEveryPlace_GivesTheTextBeforeTheStop(string text, string expected)
    {
        for (var cut = 0; cut <= text.Length; cut++)
        {
            var scanner = new StopScanner(["END", "abac"]);

            var given = scanner.Append(text.AsSpan(0, cut)) + scanner.Append(text.AsSpan(cut)) + scanner.Flush();

            Assert.Equal(expected, given);
        }
    }

    [Fact]
    public void Append_CharacterByCharacter_GivesNothingOfTheStopString()
    {
        var scanner = new StopScanner(["</answer>"]);

        var given = string.Concat("a < b</answer>c".Select(unit => scanner.Append([unit])));

        Assert.Equal("a < b", given);
        Assert.True(scanner.Stopped);
        Assert.Equal("", scanner.Flush());
    }

    [Fact]
    public void Append_TextThatMayBeginAStopString_IsHeldOnlyUntilItCannot()
    {
        var scanner = new StopScanner(["END"]);

        Assert.Equal("a", scanner.Append("aE"));
        Assert.Equal("", scanner.Append("N"));
        Assert.Equal("ENx", scanner.Append("x"));
        Assert.False(scanner.Stopped);
    }
}
