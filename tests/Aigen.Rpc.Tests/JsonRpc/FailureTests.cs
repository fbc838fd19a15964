using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>What a handler throws or returns, and what of it the client sees.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync(
    [
        TestMethods.Sync("crash", [], _ => Crash()),
        TestMethods.Async("crashLater", [], async _ =>
        {
            await Task.Yield();
            return Crash();
        }),
        TestMethods.Sync("halfWritten", [], _ => RpcResult.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("good", "so far");
            json.Flush();
            Crash();
        })),
        TestMethods.Sync("refuse", [], _ => new RpcError(2004, "Monthly quota exceeded", WriteQuota)),
        TestMethods.Sync("refuseByThrowing", [], _ => throw new RpcException(new RpcError(2004, "Monthly quota exceeded", WriteQuota))),
        TestMethods.Sync("refuseAndCrash", [], _ => new RpcError(2004, "x", _ => Crash())),
        TestMethods.Echo,
    ]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("crash")]
    [InlineData("crashLater")]
    [InlineData("halfWritten")]
    [InlineData("refuseAndCrash")]
    public async Task Exception_IsAnIncidentThatOnlyTheLogExplains(string method)
    {
        var answer = await _host.PostAsync($$"""{"jsonrpc":"2.0","id":"a","method":"{{method}}"}""");

        var incident = JsonElement.Parse(answer).GetProperty("error").GetProperty("data").GetProperty("incident").GetString()!;
        var error = "{\"code\":-32603,\"message\":\"Internal error\",\"data\":{\"incident\":\"" + incident + "\"}}";
        Assert.Equal("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"error\":" + error + "}", answer);
        var entry = Assert.Single(_host.Log.Entries);
        Assert.Contains(incident, entry.Message, StringComparison.Ordinal);
        Assert.Equal("the secret of the house", entry.Exception!.Message);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("refuseByThrowing")]
    public async Task Refusal_IsAnsweredWithItsDataAndNotLogged(string method)
    {
        var answer = await _host.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""");

        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"error":{"code":2004,"message":"Monthly quota exceeded","data":{"used":100}}}""", answer);
        Assert.Empty(_host.Log.Entries);
    }

    [Fact]
    public async Task Exception_InTheMiddleOfABatch_LeavesTheOtherAnswersWhole()
    {
        var answer = JsonElement.Parse(await _host.PostAsync(
            """
            [{"jsonrpc":"2.0","id":1,"method":"echo","params":[1]},
             {"jsonrpc":"2.0","id":2,"method":"halfWritten"},
             {"jsonrpc":"2.0","method":"halfWritten"},
             {"jsonrpc":"2.0","id":3,"method":"echo","params":[3]}]
            """));

        Assert.Equal([1, 2, 3], answer.EnumerateArray().Select(a => a.GetProperty("id").GetInt32()));
        Assert.Equal(-32603, answer[1].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(3, answer[2].GetProperty("result").GetInt32());
    }

    private static RpcResult Crash() => throw new InvalidOperationException("the secret of the house");

    private static void WriteQuota(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("used", 100);
        json.WriteEndObject();
    }
}
