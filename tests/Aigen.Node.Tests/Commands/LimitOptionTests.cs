using Aigen.Node.Commands;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;

namespace Aigen.Node.Tests.Commands;

public sealed class LimitOptionTests
{
    [Fact]
    public void Of_NoOption_IsTheDefaults() => Assert.Equal(new RpcLimits(), Parse());

    [Fact]
    public void Of_EveryOptionAtItsLeastAndMost_IsThatOfTheLimit()
    {
        foreach (var limit in LimitTable.All)
        {
            Assert.Equal(limit.Least, limit.Get(Parse(limit.Option, limit.Least == 0 ? "0" : $"{limit.Least}")));
            Assert.Equal(limit.Most, limit.Get(Parse(limit.Option, $"{limit.Most}")));
            Assert.Empty(Parse(limit.Option, $"{limit.Most}").Problems());
        }
    }

    [Fact]
    public void EveryOption_BeyondItsRange_IsRefusedWithTheRange()
    {
        foreach (var limit in LimitTable.All)
        {
            var fault = Assert.Single(NodeCommand.Create().Parse(["--dev", limit.Option, $"{limit.Most + 1}"]).Errors).Message;
            Assert.Equal($"{limit.Option} is '{limit.Most + 1}', expected {LimitOptions.RangeOf(limit)}.", fault);
        }
    }

    [Fact]
    public void Of_BytesWithAUnit_IsTheirNumber() => Assert.Equal(64 << 10, Parse("--max-body", "64K").BodyBytes);

    [Fact]
    public async Task Node_WithALimitOfItsCommandLine_KeepsIt()
    {
        using var folder = new DataDir();
        await using var node = await DaemonProcess.StartNodeAsync(folder.Path, "--max-batch", "2", "--address-calls-per-second", "1000");

        var answer = await node.Rpc.PostAsync("[1,2,3]");

        Assert.Equal("the batch has 3 calls, at most 2 are allowed", answer.Data.Text("reason"));
        using var http = new HttpClient();
        using var body = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"health"}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(node.Url), body);
        Assert.Equal("1000", response.Headers.GetValues("X-RateLimit-Limit").Single());
    }

    private static RpcLimits Parse(params string[] arguments)
    {
        var parsed = NodeCommand.Create().Parse(["--dev", .. arguments]);
        Assert.Empty(parsed.Errors);
        return LimitOptions.Of(parsed);
    }
}
