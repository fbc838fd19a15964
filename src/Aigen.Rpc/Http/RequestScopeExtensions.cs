using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Aigen.Rpc.Http;

/// <summary>Has the lines of the log tell of which request they are.</summary>
public static class RequestScopeExtensions
{
    /// <summary>Names the lines that are written of requests that pass here.</summary>
    public static IApplicationBuilder UseRequestScope(this IApplicationBuilder app, ILogger log)
    {
        if (!log.IsEnabled(LogLevel.Critical)) return app;
        return app.Use(next => async context =>
        {
            using var scope = log.BeginScope(new RequestScope(context));
            await next(context);
        });
    }
}
