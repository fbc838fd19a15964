namespace Aigen.Inference.Native;

/// <summary>Whether CUDA can be used here: the build of the backend to load, or what is missing.</summary>
/// <param name="Build">The build; null where something is missing.</param>
/// <param name="Driver">The driver that it runs on.</param>
/// <param name="Missing">What is missing.</param>
internal sealed record CudaChoice(CudaBuild? Build, CudaDriver? Driver, string? Missing)
{
    private const string Installed = "the CUDA backend is installed, but";

    /// <summary>Decides for the libraries of a folder.</summary>
    public static CudaChoice Of(string llamaFolder) => Of(llamaFolder, CudaDriver.Library, CudaRuntime.FirstMissing);

    /// <param name="llamaFolder">The folder of the libraries.</param>
    /// <param name="driverLibrary">The driver's library.</param>
    /// <param name="missingOfRuntime">Says which library of a runtime is not there.</param>
    internal static CudaChoice Of(string llamaFolder, string driverLibrary, Func<int, string?> missingOfRuntime)
    {
        var builds = CudaBackend.Find(llamaFolder);
        if (builds.Count == 0) return Without("no CUDA backend is installed (./aigen setup --cuda)");
        if (!CudaBackend.IsOfTheSameRelease(llamaFolder)) return Without($"{Installed} is of another release than the libraries here (./aigen setup --cuda)");
        if (CudaDriver.Find(driverLibrary, out var missing) is not { } driver) return Without($"{Installed} {missing}");

        // A driver runs what was made for its version of CUDA or an older one.
        var fitting = builds.Where(build => build.Runtime <= driver.CudaVersion.Major).ToList();
        if (fitting.Count == 0)
            return Without($"{Installed} it needs a driver for CUDA {builds.Min(build => build.Runtime)} or later, and this one is for CUDA {driver.CudaVersion}");

        return fitting.FirstOrDefault(build => missingOfRuntime(build.Runtime) is null) is { } usable
            ? new CudaChoice(usable, driver, null)
            : Without($"{Installed} not NVIDIA's runtime: {string.Join(", or ", fitting.Select(build => $"{missingOfRuntime(build.Runtime)} of CUDA {build.Runtime}"))}");
    }

    private static CudaChoice Without(string missing) => new(null, null, missing);
}
