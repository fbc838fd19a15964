using System.Diagnostics;

namespace Aigen.Inference.Tests.Native;

/// <summary>Libraries that answer as NVIDIA's driver does, compiled from C: a machine of the tests has no card.</summary>
internal static class FakeDriver
{
    /// <summary>A driver whose cuInit answers so, for this version of CUDA, with so many devices of 80 GiB.</summary>
    public static string Compile(string folder, int init = 0, int version = 13000, int devices = 1)
    {
        var (source, library) = (Path.Combine(folder, "driver.c"), Path.Combine(folder, $"libdriver-{init}-{version}-{devices}.so"));
        File.WriteAllText(
            source,
            $$"""
            #include <stdio.h>
            int cuInit(unsigned flags) { return flags ? 1 : {{init}}; }
            int cuDriverGetVersion(int *version) { *version = {{version}}; return 0; }
            int cuDeviceGetCount(int *count) { *count = {{devices}}; return 0; }
            int cuDeviceGet(int *device, int ordinal) { *device = ordinal + 7; return 0; }
            int cuDeviceGetName(char *name, int length, int device) { snprintf(name, length, "NVIDIA Test %d", device - 7); return 0; }
            int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = 80ull << 30; return 0; }
            """);
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-o", library, source]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return library;
    }
}
