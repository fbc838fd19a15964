using Microsoft.AspNetCore.Http;

namespace Aigen.Rpc.Http;

/// <summary>Decides whether the header of a request lets its body be JSON.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json";

    private const string Text = "text/plain";

    // The other two names that "JSON-RPC over HTTP" (jsonrpc.org/historical) has for it. A browser asks before it sends any of the three.
    private static readonly string[] Names = [Json, "application/json-rpc", "application/jsonrequest"];

    /// <summary>
    /// JSON always; plain text and no type at all unless a page of a browser sends it: those two a browser sends to any address without
    /// asking first, so that every site could call the node of its visitor.
    /// </summary>
    public static bool Allows(HttpRequest request)
    {
        var given = request.ContentType;
        if (Is(given, Json)) return true;
        if (Array.Exists(Names, name => Is(given, name))) return true;
        return (string.IsNullOrEmpty(given) || Is(given, Text)) && request.Headers.Origin.Count == 0;
    }

    // Parameters such as "; charset=utf-8" are not looked at: the body must be UTF-8 in any case, and is checked.
    private static bool Is(string? given, string type) =>
        given is not null
        && given.StartsWith(type, StringComparison.OrdinalIgnoreCase)
        && (given.Length == type.Length || given[type.Length] is ';' or ' ');
}
