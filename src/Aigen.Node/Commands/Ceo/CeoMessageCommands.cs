using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary>For each message of the CEO a command that signs and sends it, and one that only signs.</summary>
internal static class CeoMessageCommands
{
    public static IEnumerable<Command> Online(ClientWorld world) => CeoMessages.All.Select(message => ClientCommand.Online(
        message.Name, message.Description, world, run => SendAsync(run, message), [ClientOptions.Key, .. message.Symbols, ClientOptions.Json]));

    public static Command Offline(ClientWorld world)
    {
        var sign = new Command("sign", "Signs a message without a node and prints the request, to carry to one within 5 minutes.");
        foreach (var message in CeoMessages.All)
        {
            sign.Add(ClientCommand.Offline(
                message.Name, $"{message.Description} The request is for 'aigen call {message.Method} -'.", world,
                run => SignAsync(run, message), [ClientOptions.Key, CeoOptions.Magic, CeoOptions.Timestamp, .. message.Symbols]));
        }

        return sign;
    }

    private static async Task SendAsync(ClientRun run, CeoMessage message)
    {
        var (key, network) = (await run.KeyAsync(), await run.NetworkAsync());
        var (request, _) = await SignAsync(run, message, key, network.NetworkMagic, run.Now);
        await run.PrintAsync(await run.CallAsync(message.Method, new JsonArray(request)));
    }

    private static async Task SignAsync(ClientRun run, CeoMessage message)
    {
        var (request, text) = await SignAsync(run, message, run.OfflineKey(), run.Get(CeoOptions.Magic), run.Get(CeoOptions.Timestamp) ?? run.Now);
        await run.Error.WriteLineAsync($"signed {text}");
        await run.Output.WriteLineAsync(JsonText.Pretty(JsonText.ToElement(request)));
    }

    private static async Task<(JsonObject Request, string Message)> SignAsync(ClientRun run, CeoMessage message, SigningKey key, uint magic, long timestamp)
    {
        var (fields, bytes) = await message.Prepare(run, timestamp);
        var signed = bytes(magic);
        fields["timestamp"] = timestamp;
        fields["signature"] = key.Sign(signed).ToString();
        return (fields, Encoding.UTF8.GetString(signed));
    }
}
