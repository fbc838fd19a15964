using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Native;

public sealed class LlamaFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("aigen-llama-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void FindLibrary_OfSeveralNames_TakesTheLibraryWhateverItsVersion()
    {
        Write("libllama-common.so", "libllama.v0.5.0.so", "libggml-base.so", "libggml.so.0", "libllama.v0.5.0.so.txt");

        Assert.Equal("libllama.v0.5.0.so", Path.GetFileName(LlamaFolder.FindLibrary(_root.FullName, "llama")));
        Assert.Equal("libggml.so.0", Path.GetFileName(LlamaFolder.FindLibrary(_root.FullName, "ggml")));
    }

    [Fact]
    public void Find_TheEnvironmentNamesAFolder_TakesIt()
    {
        Write("libllama.so");

        Assert.Equal(_root.FullName, LlamaFolder.Find(_root.FullName, AppContext.BaseDirectory));
    }

    [Fact]
    public void Find_AFolderBesideTheProgram_TakesItBeforeTheCheckout()
    {
        var llama = _root.CreateSubdirectory("llama");
        File.WriteAllText(Path.Combine(llama.FullName, "libllama.so"), "");
        Write("native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/libllama.so");

        Assert.Equal(llama.FullName, LlamaFolder.Find(null, _root.FullName));
    }

    [Fact]
    public void Find_AProgramDeepInACheckout_WalksUpToThePackage()
    {
        Write("native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/libllama.so");
        var program = _root.CreateSubdirectory("artifacts/bin/x");

        Assert.EndsWith("bins/linux-x64", LlamaFolder.Find("", program.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoLibraryAnywhere_SaysWhatToRun()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => LlamaFolder.Find(_root.FullName, _root.FullName));

        Assert.Equal($"The llama.cpp libraries are not in {_root.FullName} (AIGEN_LLAMA_DIR): run ./aigen setup.", missing.Message);
    }

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(_root.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
