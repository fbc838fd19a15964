using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Guide;

/// <summary>The example calls of the RPC API usage guide, parameter for parameter as it prints them.</summary>
internal static class GuideRequests
{
    private static readonly Dictionary<string, string> ByName = Vectors.Load("rpc/guide.json").EnumerateArray()
        .ToDictionary(example => example.Text("name")!, example => example.GetProperty("request").GetRawText());

    /// <summary>The body as it stands in the guide.</summary>
    public static string Body(string name) => ByName[name];

    /// <summary>The body, to fill in what the guide leaves as a placeholder.</summary>
    public static JsonObject Copy(string name) => JsonNode.Parse(ByName[name])!.AsObject();

    /// <summary>The parameters of the body, to fill in what the guide leaves as a placeholder.</summary>
    public static JsonObject Parameters(this JsonObject request) =>
        (request["params"] as JsonObject ?? request["params"]![0]!.AsObject());
}
