namespace Aigen.Rpc.Methods;

/// <summary>Times as text: ISO 8601 in UTC, whole seconds.</summary>
internal static class Times
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static string Text(long unixSeconds) => Text(DateTimeOffset.FromUnixTimeSeconds(unixSeconds));
}
