using System.Text.Json;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Tracing;

public sealed class TraceExportTests
{
    // The example of W3C's Trace Context.
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Caller = "00f067aa0ba902b7";
    private const string Secret = "zanzibarrow";

    [Fact]
    public async Task Completion_IsOneTraceOfTheCallerFromTheCallToTheModel()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        await using (var node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, OtlpEndpoint = receiver.Url }))
        {
            using var client = new HttpClient { BaseAddress = new Uri(node.Url) };
            client.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-{Caller}-01");
            var call = JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method = "chatCompletion", @params = Chat.Ask($"Where is {Secret}?", 5) });
            using var response = await client.PostAsync("/", new StringContent(call, null, "application/json"));
            var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("result");
            await node.IncludedReceiptAsync(answer.Text("id")!);
        }

        // The node has sent all of them when it has ended.
        var spans = receiver.Spans.Where(span => span.Trace == Trace).ToList();
        var http = Assert.Single(spans, span => span.Parent == Caller);
        var rpc = Assert.Single(spans, span => span.Name == "chatCompletion");
        Assert.Equal(http.Id, rpc.Parent);
        foreach (var part in new[] { "admit request", "wait for a slot", "compute the prompt", "compute the answer" })
        {
            Assert.Equal(rpc.Id, Assert.Single(spans, span => span.Name == part).Parent);
        }

        var block = receiver.Spans.First(span => span.Name == "produce block");
        Assert.Contains(receiver.Spans, span => span.Name == "commit block" && span.Parent == block.Id);
        Assert.DoesNotContain(receiver.Spans, span => span.Everything.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CallsOfAWebSocket_AreTracesOfTheirOwn()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        await using (var node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, OtlpEndpoint = receiver.Url }))
        await using (var socket = await node.ConnectAsync())
        {
            await socket.CallAsync("getTierInfo");
            await socket.CallAsync("getTierInfo");
        }

        var calls = receiver.Spans.Where(span => span.Name == "getTierInfo" && span.Parent.Length == 0).ToList();
        Assert.True(calls.Count >= 2);
        Assert.Equal(calls.Count, calls.Select(call => call.Trace).Distinct().Count());
    }

    [Theory]
    [InlineData("4318")]
    [InlineData("grpc://127.0.0.1:4317")]
    public async Task Endpoint_ThatIsNoHttpAddress_EndsTheStart(string endpoint)
    {
        var refused = await Assert.ThrowsAsync<NodeStartException>(() => DevNode.StartAsync(new NodeOptions { IsTemporary = true, OtlpEndpoint = endpoint }));

        Assert.Equal($"--otlp-endpoint {endpoint}: expected an http:// or https:// address, such as http://127.0.0.1:4318", refused.Message);
    }
}
