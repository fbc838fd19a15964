using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Aigen.Primitives;
using Aigen.Rpc.Http;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>A real Kestrel on a free port of 127.0.0.1 that serves the given methods.</summary>
internal sealed class RpcHost : IAsyncDisposable
{
    /// <summary>Long enough for a busy machine; a test that reaches it has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    private RpcHost(WebApplication app, LogCapture log)
    {
        _app = app;
        Log = log;
        var server = app.Services.GetRequiredService<IServer>();
        Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = Address, Timeout = Patience };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public LogCapture Log { get; }

    public static async Task<RpcHost> StartAsync(
        IEnumerable<RpcMethod> methods, RpcLimits? limits = null, HttpAccess? access = null, Func<string, Address?>? walletOf = null, TimeProvider? time = null,
        bool compresses = false)
    {
        var log = new LogCapture();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        limits ??= new RpcLimits();
        builder.Services.AddCors();
        access ??= new HttpAccess { Origins = [HttpAccess.Any] };
        builder.WebHost.LimitBy(limits, access.Proxies).ListenAt("http://127.0.0.1:0", limits, _ => throw new InvalidOperationException("no test here has TLS"));
        var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILogger<RpcServer>>();
        app.UseTrustedProxies(access.Proxies);
        app.UseBrowserAccess(access);
        app.UseJsonRpc(new RpcServer(new MethodRegistry(methods), limits, logger, walletOf, time) { CompressesWebSockets = compresses });
        app.Run(context => context.Response.WriteAsync("somebody else's path"));
        await app.StartAsync();
        return new RpcHost(app, log);
    }

    public Task<HttpResponseMessage> SendAsync(string body, string? contentType = "application/json") =>
        SendAsync(Encoding.UTF8.GetBytes(body), contentType);

    public Task<HttpResponseMessage> SendAsync(byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Client.PostAsync("/", content);
    }

    public async Task<string> PostAsync(string body)
    {
        using var response = await SendAsync(body);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Calls a method with params as JSON text and gives the whole answer back.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "[]") =>
        JsonElement.Parse(await PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}"""));

    public async Task<WebSocketClient> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws" }.Uri, CancellationToken.None).WaitAsync(Patience);
        return new WebSocketClient(socket);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
    }
}
