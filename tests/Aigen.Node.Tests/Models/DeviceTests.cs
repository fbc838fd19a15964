using Aigen.Inference;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Models;

/// <summary>Where the program computes, on whatever machine the tests run.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Device_ThatIsNotNamed_IsSaidWithItsReasonInOneLine()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path);

        Assert.Single(node.Error, line => line.EndsWith($"INF {LlamaDevices.Current}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Device_Cpu_IsTakenAndAnswers()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path, "--device", "cpu");

        Assert.Single(node.Error, line => line.EndsWith("INF CPU: --device cpu", StringComparison.Ordinal));
        Assert.Contains("Paris", (await node.Rpc.ResultAsync("chatCompletion", Chat.Ask())).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_Cuda_IsTakenOrEndsTheStartWithWhatIsMissing()
    {
        if (LlamaDevices.Current.IsGpu)
        {
            await using var gpu = await DaemonProcess.StartNodeAsync(_folder.Path, "--device", "cuda");
            Assert.Single(gpu.Error, line => line.EndsWith($"INF {LlamaDevices.Current}", StringComparison.Ordinal));
            return;
        }

        await using var node = DaemonProcess.Run("node", "--dev", "--listen", "http://127.0.0.1:0", "--device", "cuda");
        Assert.Equal(1, await node.ExitCodeAsync());
        Assert.Equal($"aigen: --device cuda: {LlamaDevices.Current.Reason}", node.Error[^1]);
    }

    [Fact]
    public async Task Device_ThatNobodyKnows_IsRefusedWithThoseThatThereAre()
    {
        await using var node = DaemonProcess.Run("node", "--dev", "--device", "gpu");

        Assert.Equal(1, await node.ExitCodeAsync());
        Assert.Equal(["aigen: --device is 'gpu', expected auto, cpu or cuda.", "See ./aigen node --help"], node.Error);
    }
}
