using System.Text.Json.Nodes;

namespace Aigen.Rpc.Methods;

/// <summary>A call of a method as it went on a development network, written down by a test.</summary>
public sealed record MethodExample(JsonNode? Parameters, JsonNode? Result, IReadOnlyList<JsonNode> Notifications)
{
    public static MethodExample Parse(string json)
    {
        var fields = JsonNode.Parse(json)!.AsObject();
        return new(fields["params"], fields["result"], fields["notifications"]?.AsArray().Select(one => one!).ToList() ?? []);
    }
}
