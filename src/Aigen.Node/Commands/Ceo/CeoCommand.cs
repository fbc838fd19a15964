using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen ceo</c>: what only the CEO key may do, with the key at hand or on another machine.</summary>
internal static class CeoCommand
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask for the network's name." };

    private static readonly Argument<string> Source = new("FILE")
    {
        Description = "A file with the request that 'ceo sign-shutdown' printed; - is standard input.",
    };

    public static Command Create(ClientWorld world)
    {
        var command = new Command("ceo", "Stops a network for good, registers models, votes, and reads a node's state; for the holder of the CEO key.")
        {
            ClientCommand.Offline(
                "sign-shutdown", "Signs a shutdown without a node and prints the request to carry to one within 5 minutes.", world, SignAsync,
                ClientOptions.Key, CeoOptions.Magic, CeoOptions.Reason, ShutdownRequest.Nonce, CeoOptions.Timestamp),
            ClientCommand.Online(
                "shutdown", "Signs a shutdown for the node's network and submits it, after asking for the network's name.", world, ShutdownAsync,
                ClientOptions.Key, CeoOptions.Reason, ShutdownRequest.Nonce, CeoOptions.Timestamp, Yes, ClientOptions.Json),
            ClientCommand.Online("submit", "Submits a shutdown that was signed before.", world, SubmitAsync, Source, ClientOptions.Json),
            CeoMessageCommands.Offline(world),
        };
        foreach (var message in CeoMessageCommands.Online(world))
        {
            command.Add(message);
        }

        return command;
    }

    private static async Task SignAsync(ClientRun run)
    {
        var (request, message) = ShutdownRequest.Sign(run, run.OfflineKey(), run.Get(CeoOptions.Magic));
        await run.Error.WriteLineAsync($"signed {message}");
        await run.Output.WriteLineAsync(JsonText.Pretty(JsonText.ToElement(request)));
    }

    private static async Task ShutdownAsync(ClientRun run)
    {
        var (key, network) = (await run.KeyAsync(), await run.NetworkAsync());
        if (!run.Get(Yes))
        {
            await ConfirmAsync(run, network);
        }

        // Signed after the question: the request is good for five minutes from here.
        var (request, _) = ShutdownRequest.Sign(run, key, network.NetworkMagic);
        await run.PrintAsync(await run.CallAsync("submitShutdown", new JsonArray(request)));
    }

    private static async Task ConfirmAsync(ClientRun run, NodeFacts network)
    {
        await run.Error.WriteAsync(
            $"This stops network '{network.Network}' (magic {network.NetworkMagic}) for good. Type the network's name to confirm: ");
        await run.Error.FlushAsync();
        var typed = await run.World.Input.ReadLineAsync(run.Cancelled);
        if (typed?.Trim() != network.Network)
        {
            throw new ClientException($"'{typed?.Trim()}' is not '{network.Network}': nothing was sent");
        }
    }

    private static async Task SubmitAsync(ClientRun run) =>
        await run.PrintAsync(await run.CallAsync("submitShutdown", new JsonArray(await InputText.ReadObjectAsync(run, run.Get(Source)))));
}
