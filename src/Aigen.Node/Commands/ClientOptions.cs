using System.CommandLine;
using Aigen.Node.Client;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary>The options that client commands share.</summary>
internal static class ClientOptions
{
    private const string RpcVariable = "AIGEN_RPC";

    public static readonly Option<string> Rpc = new("--rpc")
    {
        Description = $"The node to ask, an http or https address; the environment's {RpcVariable} is the default where it is set.",
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(RpcVariable) is { Length: > 0 } url ? url : NodeOptions.DefaultListen,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON." };

    public static readonly Option<string> Key = new("--key")
    {
        Description = $"The key that signs: {KeyReference.Expected}.",
        HelpName = "FILE|dev:N",
        Required = true,
    };

    public static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "A file with the bearer token to send: an access token ('aigen token create' makes one), or the node operator's.",
        HelpName = "FILE",
    };

    public static readonly Option<bool> Wait = new("--wait")
    {
        Description = "Wait until the transaction is in a block, at most 60 s, and print the block's height.",
    };

    public static Uri NodeOf(ParseResult arguments)
    {
        var text = arguments.GetRequiredValue(Rpc);
        return Uri.TryCreate(text, UriKind.Absolute, out var node) && (node.Scheme == Uri.UriSchemeHttp || node.Scheme == Uri.UriSchemeHttps)
            ? node
            : throw new ClientException($"--rpc '{text}' is not an http or https address such as {NodeOptions.DefaultListen}");
    }
}
