using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Native;

public sealed class CudaChoiceTests : IDisposable
{
    private const string Libraries = "native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64";
    private const string Newer = "native/cuda/node_modules/@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda";
    private const string Older = "native/cuda/node_modules/@node-llama-cpp/linux-x64-cuda-ext/bins/linux-x64-cuda/fallback";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("aigen-cuda-");
    private readonly HashSet<int> _runtimes = [12, 13];

    public CudaChoiceTests() => Write("release 1", $"{Libraries}/libggml-base.so");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Choose_NothingInstalled_SaysWhatToRun() =>
        Assert.Equal("no CUDA backend is installed (./aigen setup --cuda)", Choose(FakeDriver.Compile(_root.FullName)).Missing);

    [Fact]
    public void Choose_InstalledWithoutADriver_SaysSo()
    {
        Install();

        Assert.Equal("the CUDA backend is installed, but no NVIDIA driver was found (libnone.so.1)", Choose("libnone.so.1").Missing);
    }

    [Fact]
    public void Choose_InstalledForOtherLibraries_SaysWhatToRun()
    {
        Install();
        Write("release 2", $"{Libraries}/libggml-base.so");

        Assert.Equal(
            "the CUDA backend is installed, but is of another release than the libraries here (./aigen setup --cuda)",
            Choose(FakeDriver.Compile(_root.FullName)).Missing);
    }

    [Theory]
    [InlineData(0, 13000, 0, "the NVIDIA driver has no device")]
    [InlineData(100, 13000, 1, "the NVIDIA driver cannot be used (cuInit says error 100)")]
    [InlineData(0, 11040, 1, "it needs a driver for CUDA 12 or later, and this one is for CUDA 11.4")]
    public void Choose_ADriverThatWillNotDo_SaysWhy(int init, int version, int devices, string why)
    {
        Install();

        Assert.Equal($"the CUDA backend is installed, but {why}", Choose(FakeDriver.Compile(_root.FullName, init, version, devices)).Missing);
    }

    [Fact]
    public void Choose_WithEverything_TakesTheNewestBuildAndNamesTheDevices()
    {
        Install();

        var choice = Choose(FakeDriver.Compile(_root.FullName, devices: 2));

        Assert.Equal(new CudaBuild(13, Path.Combine(_root.FullName, Newer, "libggml-cuda.so")), choice.Build);
        Assert.Null(choice.Missing);
        Assert.StartsWith("NVIDIA Test 0, 80.0 GiB and NVIDIA Test 1, 80.0 GiB, driver ", choice.Driver!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12080, 12)]
    [InlineData(13010, 13)]
    public void Choose_ByTheDriver_TakesABuildThatItRuns(int version, int runtime)
    {
        Install();

        Assert.Equal(runtime, Choose(FakeDriver.Compile(_root.FullName, version: version)).Build?.Runtime);
    }

    [Fact]
    public void Choose_WithoutTheNewestRuntime_TakesTheBuildForTheOther()
    {
        Install();
        _runtimes.Remove(13);

        Assert.Equal(Path.Combine(_root.FullName, Older, "libggml-cuda.so"), Choose(FakeDriver.Compile(_root.FullName)).Build?.File);
    }

    [Fact]
    public void Choose_WithoutARuntime_NamesWhatIsMissing()
    {
        Install();
        _runtimes.Clear();

        Assert.Equal(
            "the CUDA backend is installed, but not NVIDIA's runtime: libcudart.so.13 of CUDA 13, or libcudart.so.12 of CUDA 12",
            Choose(FakeDriver.Compile(_root.FullName)).Missing);
    }

    [Fact]
    public void FirstMissing_OfARuntimeThatNobodyHas_IsItsFirstLibrary() => Assert.Equal("libcudart.so.999", CudaRuntime.FirstMissing(999));

    private CudaChoice Choose(string driver) => CudaChoice.Of(
        Path.Combine(_root.FullName, Libraries), driver, version => _runtimes.Contains(version) ? null : $"libcudart.so.{version}");

    private void Install()
    {
        Write("release 1", $"{Newer}/libggml-base.so");
        Write("", $"{Newer}/libggml-cuda.so", $"{Older}/libggml-cuda.so");
    }

    private void Write(string content, params string[] files)
    {
        foreach (var file in files.Select(file => Path.Combine(_root.FullName, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }
}
