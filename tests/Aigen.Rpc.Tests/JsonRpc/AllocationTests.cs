using System.Net;
using System.Text;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.Fuzz;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>What a call takes from the heap, from its bytes to its answer's. docs/performance.md has these numbers.</summary>
public sealed class AllocationTests : IAsyncDisposable
{
    private const string Address = "0x97B1C813eae702332BA3Eaa1625f942C5472626D";
    private const int Batch = 100;
    private const int Messages = 100;

    private readonly InProcessNode _node = new();

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Theory]
    [InlineData("getChainInfo", "", 330)]
    [InlineData("getBalance", $"\"{Address}\"", 570)]
    public void Call_ThatIsNotTheFirst_AllocatesNoMoreThanStated(string method, string parameters, int stated)
    {
        var call = Call(method, parameters);

        Assert.InRange(BytesACall(call, 1), 1, stated);
    }

    [Theory]
    [InlineData("getChainInfo", "", 90)]
    [InlineData("getBalance", $"\"{Address}\"", 330)]
    public void CallOfABatch_ThatIsNotTheFirst_AllocatesNoMoreThanStated(string method, string parameters, int stated)
    {
        var batch = $"[{string.Join(',', Enumerable.Repeat(Call(method, parameters), Batch))}]";

        Assert.InRange(BytesACall(batch, Batch), 1, stated);
    }

    private static string Call(string method, string parameters) => $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{parameters}}]}""";

    private long BytesACall(string message, int calls)
    {
        var body = Encoding.UTF8.GetBytes(message);
        OneThread.Run(() => AllocatedAsync(body));
        return OneThread.Run(() => AllocatedAsync(body)) / (Messages * calls);
    }

    private async Task<long> AllocatedAsync(byte[] body)
    {
        var caller = new RpcCaller(IPAddress.Loopback);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Messages; i++)
        {
            var output = PooledBuffer.Rent();
            await _node.Server.Dispatcher.DispatchAsync(body, new RpcExchange(caller, default), output);
            if (output.Length == 0) throw new InvalidOperationException("the message was not answered");
            PooledBuffer.Return(output);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
