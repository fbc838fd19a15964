using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Node.Commands;
using Aigen.Primitives;

namespace Aigen.Node.Client;

/// <summary>One run of a client command: what was asked, where results go, and the node at the other end.</summary>
internal sealed class ClientRun(ParseResult arguments, ClientWorld world, CancellationToken cancelled)
{
    private RpcClient? _node;
    private NodeFacts? _network;

    public ClientWorld World => world;

    public CancellationToken Cancelled => cancelled;

    /// <summary>Results, and nothing else.</summary>
    public TextWriter Output => arguments.InvocationConfiguration.Output;

    public TextWriter Error => arguments.InvocationConfiguration.Error;

    public RpcClient Node => _node ??= new RpcClient(ClientOptions.NodeOf(arguments));

    public long Now => world.Time.GetUtcNow().ToUnixTimeSeconds();

    public T? Get<T>(Option<T> option) => arguments.GetValue(option);

    public T Get<T>(Argument<T> argument) => arguments.GetValue(argument)!;

    public Task<JsonElement> CallAsync(string method, JsonNode? parameters = null) => Node.CallAsync(method, parameters, cancelled);

    public async Task<NodeFacts> NetworkAsync() => _network ??= NodeFacts.Of(await CallAsync("getNodeInfo"));

    /// <summary>The key that signs, for a command that needs no node.</summary>
    public SigningKey OfflineKey() => KeyReference.Load(Get(ClientOptions.Key)!).Key;

    /// <summary>The key that signs for this node's network.</summary>
    public Task<SigningKey> KeyAsync() => KeyAsync(Get(ClientOptions.Key)!);

    public async Task<SigningKey> KeyAsync(string text)
    {
        var reference = KeyReference.Load(text);
        if (reference.IsDevelopment)
        {
            await RequireDevelopmentAsync(reference.Text);
        }

        return reference.Key;
    }

    /// <summary>The address to send something to on this node's network.</summary>
    public async Task<Address> ReceiverAsync(string text)
    {
        var reference = AddressReference.Read(text);
        if (reference.IsDevelopment)
        {
            await RequireDevelopmentAsync(text);
        }

        return reference.Address;
    }

    /// <summary>Has the calls that follow carry the bearer token of a file, where one is named.</summary>
    public async Task UseTokenAsync(Option<string?> file)
    {
        if (Get(file) is not { } path)
        {
            return;
        }

        try
        {
            Node.Token = (await File.ReadAllTextAsync(path, cancelled)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientException($"{file.Name}: {e.Message}");
        }
    }

    /// <summary>Prints a result: for people, or as JSON where --json is given.</summary>
    public Task PrintAsync(JsonElement result)
    {
        if (Get(ClientOptions.Json))
        {
            return Output.WriteLineAsync(JsonText.Pretty(result));
        }

        Outline.Write(Output, result);
        return Task.CompletedTask;
    }

    public Task PrintAsync(JsonObject result) => PrintAsync(JsonText.ToElement(result));

    // What a development key owns is anybody's, so on a real network a slip would be a loss.
    private async Task RequireDevelopmentAsync(string name)
    {
        var network = await NetworkAsync();
        if (!network.IsDevelopment)
        {
            throw new ClientException(
                $"everybody knows the key {name}, and {RpcMessages.Text(Node.Address)} is on network '{network.Network}', "
                + "which is not for development: use a key file");
        }
    }
}
