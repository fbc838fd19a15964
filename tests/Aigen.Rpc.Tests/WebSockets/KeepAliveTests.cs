using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.WebSockets;

public sealed class KeepAliveTests
{
    [Fact]
    public async Task ClientThatAnswersNoPing_IsTakenForGone()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var hang = TestMethods.Async("hang", [], async call =>
        {
            using var registration = call.Aborted.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return RpcResult.Null;
        });
        var second = TimeSpan.FromSeconds(1);
        await using var host = await RpcHost.StartAsync([hang], new RpcLimits { KeepAliveInterval = second, KeepAliveTimeout = second });
        using var client = await host.ConnectAsync();

        // The client of .NET answers pings only while it receives, and this one never does.
        await client.CallAsync(1, "hang");
        await started.Task.WaitAsync(RpcHost.Patience);

        await cancelled.Task.WaitAsync(RpcHost.Patience);
    }
}
