using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class RpcInstrumentsTests
{
    private const int Calls = 1000;

    private readonly RpcServer _server = new(
        new MethodRegistry(
        [
            TestMethods.Sync("nothing", [], _ => RpcResult.Null),
            TestMethods.Sync("wait", [], call => throw new OperationCanceledException(call.Aborted)),
        ]),
        new RpcLimits(), NullLogger<RpcServer>.Instance);

    [Fact]
    public async Task Call_ThatIsMeasured_AllocatesNoMoreThanOneThatIsNot()
    {
        await AllocatedAsync();
        var alone = await AllocatedAsync();
        var heard = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == RpcInstruments.Meter) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => heard += tags.Length > 0 && (string?)tags[0].Value == "nothing" ? 1 : 0);
        listener.Start();
        await AllocatedAsync();

        heard = 0;
        var measured = await AllocatedAsync();

        Assert.Equal(Calls, heard);
        Assert.InRange(measured, 0, alone);
    }

    [Theory]
    [InlineData("wait", 0)]
    [InlineData("unheard", 1)]
    public async Task Error_ForAClientThatIsGone_CountsWhereItIsNotOfItsGoing(string method, int errors)
    {
        var (counted, thread) = (0, Environment.CurrentManagedThreadId);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "aigen.rpc.errors") self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => counted += Environment.CurrentManagedThreadId == thread ? 1 : 0);
        listener.Start();
        var output = PooledBuffer.Rent();

        var body = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""");
        await _server.Dispatcher.DispatchAsync(body, new RpcExchange(new RpcCaller(IPAddress.Loopback), new CancellationToken(true)), output);

        PooledBuffer.Return(output);
        Assert.Equal(errors, counted);
    }

    // Everything runs on this thread: nothing in such a call waits.
    private async Task<long> AllocatedAsync()
    {
        ReadOnlyMemory<byte> body = """{"jsonrpc":"2.0","id":1,"method":"nothing"}"""u8.ToArray();
        var caller = new RpcCaller(IPAddress.Loopback);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            var output = PooledBuffer.Rent();
            await _server.Dispatcher.DispatchAsync(body, new RpcExchange(caller, CancellationToken.None), output);
            PooledBuffer.Return(output);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
