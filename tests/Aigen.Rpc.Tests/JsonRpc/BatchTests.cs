using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class BatchTests : IAsyncLifetime
{
    private static readonly Parameter<string> What = FieldType.String().Required("what", "What is noted.");
    private readonly List<string> _order = [];
    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync(
        [
            TestMethods.Sync("note", [What], call =>
            {
                _order.Add(call.Get(What));
                return RpcResult.True;
            }),
            TestMethods.Sync("big", [], _ => RpcResult.Ok(new string('x', 600))),
        ],
        new RpcLimits { BatchCalls = 5, BatchAnswerBytes = 1024 });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Batch_RunsInOrder()
    {
        var calls = Enumerable.Range(1, 5).Select(i => $$"""{"jsonrpc":"2.0","method":"note","params":["{{i}}"]}""");
        var answer = await _host.PostAsync($"[{string.Join(',', calls)}]");

        Assert.Equal("", answer);
        Assert.Equal(["1", "2", "3", "4", "5"], _order);
    }

    [Fact]
    public async Task Batch_OfMoreThanTheLimit_IsRefusedAsAWholeWithTheNumbers()
    {
        var calls = Enumerable.Repeat("""{"jsonrpc":"2.0","id":1,"method":"note","params":["x"]}""", 6);
        var answer = JsonElement.Parse(await _host.PostAsync($"[{string.Join(',', calls)}]"));

        var error = answer.GetProperty("error");
        Assert.Equal(RpcErrorCodes.InvalidRequest, error.GetProperty("code").GetInt32());
        Assert.Equal("the batch has 6 calls, at most 5 are allowed", error.GetProperty("data").GetProperty("reason").GetString());
        Assert.Empty(_order);
    }

    [Fact]
    public async Task Batch_WhoseAnswerGrowsTooLarge_IsRefusedFromThereOn()
    {
        var calls = Enumerable.Range(1, 4).Select(i => $$"""{"jsonrpc":"2.0","id":{{i}},"method":"big"}""");
        var answers = JsonElement.Parse(await _host.PostAsync($"[{string.Join(',', calls)}]")).EnumerateArray().ToArray();

        Assert.Equal([true, true, false, false], answers.Select(a => a.TryGetProperty("result", out _)));
        Assert.Equal(RpcErrorCodes.LimitExceeded, answers[3].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("1024", answers[3].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
