using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Aigen.Inference.Native;

/// <summary>NVIDIA's driver and the devices that it has.</summary>
/// <param name="CudaVersion">The newest CUDA that it can run, as in 13.0.</param>
/// <param name="Devices">Name and memory of each device, as in "NVIDIA H100, 79.6 GiB".</param>
internal sealed record CudaDriver(Version CudaVersion, IReadOnlyList<string> Devices)
{
    public const string Library = "libcuda.so.1";

    // The kernel module's version, which is the one that people know the driver by. Not there under WSL.
    private const string VersionFile = "/sys/module/nvidia/version";

    /// <summary>Asks the driver.</summary>
    /// <param name="library">Its library.</param>
    /// <param name="missing">Why there is none, where null is returned.</param>
    public static unsafe CudaDriver? Find(string library, out string missing)
    {
        missing = $"no NVIDIA driver was found ({library})";
        if (!NativeLibrary.TryLoad(library, out var driver)) return null;

        var error = ((delegate* unmanaged<uint, int>)NativeLibrary.GetExport(driver, "cuInit"))(0);
        var count = error == 0 ? Number(driver, "cuDeviceGetCount") : 0;
        missing = error == 0 ? "the NVIDIA driver has no device" : $"the NVIDIA driver cannot be used (cuInit says error {error})";
        if (count == 0) return null;

        var version = Number(driver, "cuDriverGetVersion");
        return new CudaDriver(new Version(version / 1000, version % 1000 / 10), [.. Enumerable.Range(0, count).Select(ordinal => Describe(driver, ordinal))]);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var version = File.Exists(VersionFile) ? File.ReadAllText(VersionFile).Trim() : $"for CUDA {CudaVersion}";
        return $"{string.Join(" and ", Devices)}, driver {version}";
    }

    private static unsafe int Number(nint driver, string function)
    {
        int number;
        return ((delegate* unmanaged<int*, int>)NativeLibrary.GetExport(driver, function))(&number) == 0 ? number : 0;
    }

    private static unsafe string Describe(nint driver, int ordinal)
    {
        const int Longest = 256;
        int device;
        nuint memory = 0;
        var name = stackalloc byte[Longest];
        name[0] = 0;
        ((delegate* unmanaged<int*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGet"))(&device, ordinal);
        ((delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGetName"))(name, Longest, device);
        ((delegate* unmanaged<nuint*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceTotalMem_v2"))(&memory, device);
        var text = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        return string.Create(CultureInfo.InvariantCulture, $"{text}, {memory / (double)(1 << 30):0.0} GiB");
    }
}
