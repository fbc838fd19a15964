using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Client;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Commands;

/// <summary><c>aigen call</c>: any method of the node.</summary>
internal static class CallCommand
{
    private static readonly Argument<string> Method = new("METHOD") { Description = "The method, such as getChainInfo; with --help all that there is to know of it." };

    private static readonly Argument<string?> Parameters = new("PARAMS")
    {
        Description = "Its parameters: a JSON object or array, or - to read them from standard input. [default: none]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> WebSocket = new("--ws")
    {
        Description = "Call over WebSocket and keep printing what the subscription brings, a line of JSON each, until Ctrl-C.",
    };

    public static Command Create(ClientWorld world)
    {
        var command = ClientCommand.Online(
            "call", "Calls any method of the node and prints its result as JSON.", world, RunAsync, Method, Parameters, WebSocket, ClientOptions.TokenFile);
        command.Add(new HelpOption { Action = new CallHelp(Method) });
        return command;
    }

    private static async Task RunAsync(ClientRun run)
    {
        var (method, parameters) = (run.Get(Method), await ReadParametersAsync(run));
        await run.UseTokenAsync(ClientOptions.TokenFile);
        if (run.Get(WebSocket))
        {
            await FollowAsync(run, method, parameters);
            return;
        }

        await run.Output.WriteLineAsync(JsonText.Pretty(await CallAsync(run, method, parameters)));
    }

    // The node's answer stands, whatever this program's own table knows: the two may be of different versions.
    private static async Task<JsonElement> CallAsync(ClientRun run, string method, JsonNode? parameters)
    {
        try
        {
            return await run.CallAsync(method, parameters);
        }
        catch (RpcErrorException e) when (e.Code == RpcErrorCodes.MethodNotFound && !MethodTable.Methods.Any(known => known.Name == method))
        {
            throw new RpcErrorException(e.Code, $"{e.Message}: {CallHelp.Unknown(method)}", e.Details);
        }
    }

    private static async Task<JsonNode?> ReadParametersAsync(ClientRun run)
    {
        if (run.Get(Parameters) is not { } text)
        {
            return null;
        }

        var json = text == "-" ? await InputText.ReadAsync(run, text) : text;
        return InputText.Parse(json, text == "-" ? text : "PARAMS") is { } parameters and (JsonObject or JsonArray)
            ? parameters
            : throw new ClientException("PARAMS is neither a JSON object nor an array");
    }

    private static async Task FollowAsync(ClientRun run, string method, JsonNode? parameters)
    {
        await using var socket = await RpcSocket.ConnectAsync(run.Node, run.Cancelled);
        var id = await socket.SendAsync(method, parameters, run.Cancelled);
        while (true)
        {
            var message = await socket.ReceiveAsync(run.Cancelled);
            if ((socket.ResultOf(message, id) ?? RpcNotifications.Read(message)) is { } result)
            {
                await run.Output.WriteLineAsync(JsonText.Compact(result));
                await run.Output.FlushAsync();
            }
        }
    }
}
