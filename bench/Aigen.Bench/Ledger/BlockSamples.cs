namespace Aigen.Bench;

/// <summary>What was measured of each block.</summary>
internal sealed class BlockSamples
{
    public List<double> Verify { get; } = [];

    public List<double> Produced { get; } = [];

    public List<double> Replayed { get; } = [];

    public List<double> Whole { get; } = [];

    public List<double> Tree { get; } = [];

    public List<double> Writing { get; } = [];

    public void Print(string title, int warmUp)
    {
        foreach (var samples in new[] { Verify, Produced, Replayed, Whole, Tree, Writing })
        {
            samples.RemoveRange(0, warmUp);
        }

        var report = new Report(title);
        report.Add($"Ed25519 verify, libsodium, {Environment.ProcessorCount} threads", Verify, "1/s", 1);
        report.Add("carried out and written, no checks", Produced, "1/s", Report.Ratio(Produced, Verify));
        report.Add("replayed with every check", Replayed, "1/s", Report.Ratio(Replayed, Verify));
        report.Add("one block, whole", Whole, "ms", 1);
        report.Add("  state root", Tree, "ms", Report.Ratio(Tree, Whole));
        report.Add("  synced write", Writing, "ms", Report.Ratio(Writing, Whole));
        report.Print();
    }
}
