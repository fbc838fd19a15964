using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>
/// The events of a subscription that can be replayed, each once and none left out: when the connection breaks, another takes up at the
/// cursor of the last event.
/// </summary>
internal sealed class EventStream(RpcClient node, string method, JsonNode first, TimeProvider time)
{
    // Soon enough that nobody waits for a node that was started anew, and no load on one that was not.
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private JsonNode _from = first;
    private ulong _sequence;

    /// <summary>Raised with the reason when the connection breaks, once until it stands again.</summary>
    public event Action<string>? Broke;

    /// <exception cref="BrokenConnectionException">There was no connection to begin with.</exception>
    /// <exception cref="RpcErrorException">The node cannot go on there: it has another chain by now, or pruned it.</exception>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var socket = await SubscribeAsync(cancellationToken);
        try
        {
            while (true)
            {
                var (message, problem) = await ReceiveAsync(socket, cancellationToken);
                if (problem is not null)
                {
                    Broke?.Invoke(problem);
                    await socket.DisposeAsync();
                    socket = await SubscribeAgainAsync(cancellationToken);
                }
                else if (RpcNotifications.Read(message) is { } result)
                {
                    Account(message.Field("params"), result);
                    yield return result;
                }
            }
        }
        finally
        {
            await socket.DisposeAsync();
        }
    }

    private static async Task<(JsonElement Message, string? Problem)> ReceiveAsync(RpcSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            return (await socket.ReceiveAsync(cancellationToken), null);
        }
        catch (BrokenConnectionException e)
        {
            return (default, e.Message);
        }
    }

    private async Task<RpcSocket> SubscribeAgainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await SubscribeAsync(cancellationToken);
            }
            catch (BrokenConnectionException)
            {
                await Task.Delay(RetryInterval, time, cancellationToken);
            }
        }
    }

    private async Task<RpcSocket> SubscribeAsync(CancellationToken cancellationToken)
    {
        var socket = await RpcSocket.ConnectAsync(node, cancellationToken);
        try
        {
            // Who can go on at a cursor loses nothing by being thrown out.
            var parameters = new JsonObject { ["from"] = _from.DeepClone(), ["when_slow"] = "disconnect" };
            var id = await socket.SendAsync(method, parameters, cancellationToken);
            while (socket.ResultOf(await socket.ReceiveAsync(cancellationToken), id) is null)
            {
            }

            _sequence = 0;
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    private void Account(JsonElement parameters, JsonElement result)
    {
        if (result.TryGetProperty("error", out var error))
        {
            throw RpcErrorException.Of(error);
        }

        var sequence = parameters.UInt64("sequence");
        _from = sequence == ++_sequence
            ? parameters.Text("cursor")
            : throw new ClientException($"the node left events out: event {sequence} came, expected {_sequence}");
    }
}
