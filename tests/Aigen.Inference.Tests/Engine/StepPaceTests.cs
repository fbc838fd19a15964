namespace Aigen.Inference.Tests.Engine;

public sealed class StepPaceTests
{
    private readonly StepPace _pace = new();

    [Fact]
    public void RowsIn_NothingNoted_IsUnknown() => Assert.Null(_pace.RowsIn(TimeSpan.FromSeconds(1)));

    [Fact]
    public void RowsIn_AfterAStep_GoesByItsPace()
    {
        _pace.Note(64, TimeSpan.FromMilliseconds(320));

        Assert.Equal(80, _pace.RowsIn(TimeSpan.FromMilliseconds(402)));
    }

    [Fact]
    public void Note_AFewRows_TellNothing()
    {
        _pace.Note(31, TimeSpan.FromSeconds(9));

        Assert.Null(_pace.RowsIn(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Note_AnotherPace_IsTakenOnBitByBit()
    {
        _pace.Note(100, TimeSpan.FromSeconds(1));
        _pace.Note(100, TimeSpan.FromSeconds(5));
        Assert.Equal(50, _pace.RowsIn(TimeSpan.FromMilliseconds(1001)));

        for (var i = 0; i < 20; i++) _pace.Note(100, TimeSpan.FromSeconds(5));
        Assert.Equal(20, _pace.RowsIn(TimeSpan.FromMilliseconds(1001)));
    }
}
