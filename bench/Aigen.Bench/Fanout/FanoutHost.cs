using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Bench;

/// <summary>Kestrel as the node sets it up, so that both sides differ in nothing below the WebSocket.</summary>
internal static class FanoutHost
{
    public static async Task<WebApplication> StartAsync(Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true).UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var web = builder.Build();
        configure(web);
        await web.StartAsync();
        return web;
    }
}
