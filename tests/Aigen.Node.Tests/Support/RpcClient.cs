using System.Net;
using System.Text;
using System.Text.Json;

namespace Aigen.Node.Tests.Support;

/// <summary>Calls a node over HTTP, as curl does.</summary>
internal sealed class RpcClient(string url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url), Timeout = Patience.Limit };
    private int _id;

    /// <summary>Posts a body as it is.</summary>
    public async Task<RpcAnswer> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/", content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var message = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("2.0", message.Text("jsonrpc"));
        return new RpcAnswer(message);
    }

    /// <summary>Calls a method; <paramref name="parameters"/> is an array, or an object for named parameters.</summary>
    public async Task<RpcAnswer> CallAsync(string method, object? parameters = null)
    {
        var id = Interlocked.Increment(ref _id);
        var answer = await PostAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, method, @params = parameters ?? Array.Empty<object>() }));
        Assert.Equal(id, answer.Message.GetProperty("id").GetInt32());
        return answer;
    }

    /// <summary>Calls a method and hands on its result.</summary>
    public async Task<JsonElement> ResultAsync(string method, object? parameters = null) => (await CallAsync(method, parameters)).Result;

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public void Dispose() => _http.Dispose();
}
