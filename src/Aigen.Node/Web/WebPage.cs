using Microsoft.AspNetCore.Http;

namespace Aigen.Node.Web;

/// <summary>What is answered to a GET.</summary>
internal sealed record WebPage(int Status, string ContentType, string Body)
{
    private const string Json = "application/json";
    private const string Text = "text/plain; charset=utf-8";

    public static WebPage OfJson(string body, bool isGood = true) =>
        new(isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, Json, body);

    public static WebPage Forbidden(string reason) => new(StatusCodes.Status403Forbidden, Text, reason + "\n");

    public static WebPage Of(int status, string text) => new(status, Text, text + "\n");

    public Task SendAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;

        // What is told is of this moment.
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(Body);
    }
}
