namespace Aigen.Inference;

/// <summary>Where models are computed in this process.</summary>
/// <param name="Kind">"CPU", "CUDA", or what another backend calls its device.</param>
/// <param name="Reason">For the CPU, why; for a GPU, which.</param>
public sealed record ComputeDevice(string Kind, string Reason)
{
    private const string CpuKind = "CPU";

    /// <summary>Whether layers can be put on it.</summary>
    public bool IsGpu => Kind != CpuKind;

    /// <summary>One line, as in "CPU: no CUDA backend is installed (./aigen setup --cuda)".</summary>
    public override string ToString() => $"{Kind}: {Reason}";

    internal static ComputeDevice Cpu(string reason) => new(CpuKind, reason);
}
