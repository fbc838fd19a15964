using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>Puts what concerns web pages into the pipeline of the host.</summary>
public static class BrowserAccessExtensions
{
    // Browsers keep the answer no longer than 2 h (Chromium) or 24 h (Firefox); so soon a change of the options is seen.
    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    /// <summary>Refuses pages that are not allowed, and answers the questions of browsers for those that are. Needs AddCors.</summary>
    public static IApplicationBuilder UseBrowserAccess(this IApplicationBuilder app, HttpAccess access)
    {
        var screen = new BrowserScreen(access);
        app.Use(next => context => screen.Refuse(context.Request) is { } reason ? RefuseAsync(context.Response, reason) : next(context));

        // Cookies are never asked for, so any origin may be allowed without lending it its visitor's rights.
        return access.Origins.Count == 0 ? app : app.UseCors(policy => policy
            .WithOrigins([.. access.Origins]).WithMethods("GET", "HEAD", "POST").AllowAnyHeader().SetPreflightMaxAge(PreflightAge));
    }

    private static Task RefuseAsync(HttpResponse response, string reason)
    {
        response.StatusCode = StatusCodes.Status403Forbidden;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(reason + "\n");
    }
}
