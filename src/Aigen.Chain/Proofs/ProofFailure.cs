namespace Aigen.Chain;

/// <summary>Where a proof fails: the step, and both values of what should have been one.</summary>
public sealed record ProofFailure(string Step, string Message, string? Expected = null, string? Given = null)
{
    public override string ToString() =>
        Expected is null && Given is null ? $"{Step}: {Message}" : $"{Step}: {Message}: expected {Expected}, found {Given}";
}
