using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>The examples of section 7 of the JSON-RPC 2.0 specification, over both transports.</summary>
public sealed class SpecificationExamplesTests : IAsyncLifetime
{
    private static readonly Parameter<long> Minuend = Number("minuend");
    private static readonly Parameter<long> Subtrahend = Number("subtrahend");
    private static readonly Parameter<long> A = Number("a");
    private static readonly Parameter<long> B = Number("b");
    private static readonly Parameter<long> C = Number("c");
    private static readonly Parameter<long> D = Number("d");
    private static readonly Parameter<long> E = Number("e");
    private RpcHost _host = null!;

    private static RpcMethod[] SpecificationMethods =>
    [
        TestMethods.Sync("subtract", [Minuend, Subtrahend], call =>
            TestMethods.Number(call.Get(Minuend) - call.Get(Subtrahend))),
        TestMethods.Sync("sum", [A, B, C], call =>
            TestMethods.Number(call.Get(A) + call.Get(B) + call.Get(C))),
        TestMethods.Sync("get_data", [], _ => RpcResult.Raw("""["hello",5]"""u8.ToArray())),
        TestMethods.Sync("update", [A, B, C, D, E], _ => RpcResult.Null),
        TestMethods.Sync("notify_hello", [A], _ => RpcResult.Null),
        TestMethods.Sync("notify_sum", [A, B, C], _ => RpcResult.Null),
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

    private static Parameter<long> Number(string name) => FieldType.Int64().Required(name, "A number.");
}
