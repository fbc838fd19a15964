using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>The examples of section 7 of the JSON-RPC 2.0 specification, over both transports.</summary>
public sealed class SpecificationExamplesTests : IAsyncLifetime
{
    private RpcHost _host = null!;

    private static RpcMethod[] SpecificationMethods =>
    [
        TestMethods.Sync("subtract", ["minuend", "subtrahend"], call =>
            TestMethods.Number(call.Parameters.Int64("minuend") - call.Parameters.Int64("subtrahend"))),
        TestMethods.Sync("sum", ["a", "b", "c"], call =>
            TestMethods.Number(call.Parameters.Int64("a") + call.Parameters.Int64("b") + call.Parameters.Int64("c"))),
        TestMethods.Sync("get_data", [], _ => RpcResult.Raw("""["hello",5]"""u8.ToArray())),
        TestMethods.Sync("update", ["a", "b", "c", "d", "e"], _ => RpcResult.Null),
        TestMethods.Sync("notify_hello", ["count"], _ => RpcResult.Null),
        TestMethods.Sync("notify_sum", ["a", "b", "c"], _ => RpcResult.Null),
        TestMethods.Echo,
    ];

    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var example in Examples) names.Add(example.GetProperty("name").GetString()!);
            return names;
        }
    }

    private static IReadOnlyList<JsonElement> Examples { get; } = Load();

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync(SpecificationMethods);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Http_AnswersAsTheSpecificationShows(string name)
    {
        var (request, answer) = Find(name);

        using var response = await _host.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(answer.ValueKind == JsonValueKind.Null ? HttpStatusCode.NoContent : HttpStatusCode.OK, response.StatusCode);
        AssertAnswer(answer, body);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WebSocket_AnswersAsTheSpecificationShows(string name)
    {
        var (request, answer) = Find(name);
        using var client = await _host.ConnectAsync();

        await client.SendAsync(request);
        await client.CallAsync(77, "echo", "[\"done\"]");
        var first = await client.ReceiveTextAsync();

        // Where nothing is answered, the next thing on the wire is the answer of the call behind.
        var isLastCall = first!.Contains("\"id\":77", StringComparison.Ordinal);
        AssertAnswer(answer, isLastCall ? "" : first);
    }

    private static void AssertAnswer(JsonElement expected, string given)
    {
        if (expected.ValueKind == JsonValueKind.Null) Assert.Equal("", given);
        else Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(given)), $"expected {expected}, was {given}");
    }

    private static (string Request, JsonElement Answer) Find(string name)
    {
        var example = Examples.Single(e => e.GetProperty("name").GetString() == name);
        return (example.GetProperty("request").GetString()!, example.GetProperty("answer"));
    }

    private static JsonElement[] Load([CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "vectors", "jsonrpc-2.0-examples.json");
        return [.. JsonElement.Parse(File.ReadAllBytes(path)).GetProperty("examples").EnumerateArray()];
    }
}
