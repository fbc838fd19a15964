using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Tests.JsonRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Tests.Http;

/// <summary>Which lines of the log tell of which request they are.</summary>
public sealed class RequestScopeTests
{
    private const string Request = " [RequestId:the request]";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fault_OfAMethod_IsLoggedWithItsRequest(bool isHeavy)
    {
        var log = new ScopedLog(LogLevel.Error);

        await CallAsync(log, TestMethods.Sync("crash", [], _ => throw new InvalidOperationException()) with { IsHeavy = isHeavy });

        Assert.Matches(@"^crash failed, incident \w+ \[RequestId:the request\]", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task Fault_OfAnAnswer_IsLoggedWithItsRequest()
    {
        var log = new ScopedLog(LogLevel.Error);

        await CallAsync(log, TestMethods.Sync("unwritable", [], _ => RpcResult.Ok(_ => throw new InvalidOperationException())));

        Assert.EndsWith(Request, Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_OfAHeavyMethod_HasItsRequest()
    {
        var log = new ScopedLog(LogLevel.Information);

        await CallAsync(log, TestMethods.Async("work", [], async _ =>
        {
            await Task.Yield();
            log.LogInformation("worked");
            return RpcResult.Null;
        }) with
        { IsHeavy = true });

        Assert.Equal(["worked" + Request], log.Lines);
    }

    [Fact]
    public async Task Line_OfAQuickMethodWhereItsEndIsLogged_HasItsRequestToo()
    {
        var log = new ScopedLog(LogLevel.Debug);

        await CallAsync(log, TestMethods.Sync("look", [], _ =>
        {
            log.LogDebug("looked");
            return RpcResult.Null;
        }));

        Assert.Equal(["looked" + Request, "look ended with code 0" + Request], log.Lines);
    }

    [Fact]
    public async Task Line_AfterACall_HasNoRequest()
    {
        var log = new ScopedLog(LogLevel.Debug);

        await CallAsync(log, TestMethods.Sync("look", [], _ => RpcResult.Null) with { IsHeavy = true });
        log.LogDebug("later");

        Assert.Equal("later", log.Lines.Last());
    }

    private static async Task CallAsync(ScopedLog log, RpcMethod method)
    {
        var server = new RpcServer(new MethodRegistry([method]), new RpcLimits(), log);
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method.Name}}"}""");
        var output = PooledBuffer.Rent();
        await server.Dispatcher.DispatchAsync(body, new HttpExchange(new DefaultHttpContext { TraceIdentifier = "the request" }), output);
        Assert.NotEqual(0, output.Length);
        PooledBuffer.Return(output);
    }
}
