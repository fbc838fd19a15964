namespace Aigen.Metering;

/// <summary>Why an access token is not taken.</summary>
public sealed record AccessRefused(string Reason) : DeskRefusal(Reason)
{
    public static AccessRefused Unknown { get; } = new("this node knows no such access token: it was never made here, or its end is long past");

    public static AccessRefused Revoked(AccessToken token, long time) => new($"access token {token.Id} was revoked at {Time(time)}");

    public static AccessRefused Expired(AccessToken token) => new($"access token {token.Id} expired at {Time(token.Grant.ExpiresAt)}");

    public static AccessRefused LacksScope(AccessToken token, AccessScopes needed) =>
        new($"access token {token.Id} has the scopes {token.Grant.Scopes.Text()}, and this needs {needed.Text()}");

    private static string Time(long unixSeconds) => $"{DateTimeOffset.FromUnixTimeSeconds(unixSeconds):yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
