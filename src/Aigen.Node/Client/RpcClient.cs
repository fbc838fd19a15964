using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>Calls a node over HTTP.</summary>
internal sealed class RpcClient(Uri node)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // Only connecting has a limit: a long answer of a model is no fault.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Uri Address => node;

    /// <summary>Sent as "Authorization: Bearer"; null for none.</summary>
    public string? Token { get; set; }

    /// <exception cref="RpcErrorException">The node refused.</exception>
    /// <exception cref="ClientException">There was no answer.</exception>
    public async Task<JsonElement> CallAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, node);
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(RpcMessages.Request(1, method, parameters)));
        body.Headers.ContentType = Json;
        request.Content = body;
        request.Headers.Authorization = Token is null ? null : new AuthenticationHeaderValue("Bearer", Token);
        try
        {
            using var response = await Http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return RpcMessages.Result(RpcMessages.Parse(answer, node), node);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw RpcMessages.NoNode(node);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The limit of connecting.
            throw RpcMessages.NoNode(node);
        }
        catch (HttpRequestException e)
        {
            throw new ClientException($"the connection to {RpcMessages.Text(node)} broke: {e.Message}");
        }
    }
}
