using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>The secret text of an access token. It is shown once, kept as its hash alone, and never printed by accident.</summary>
public sealed class AccessTokenText
{
    /// <summary>What every access token begins with: other bearer tokens, such as the operator's or a placeholder, are none.</summary>
    public const string Prefix = "aigen-";

    // As many as the hash has: nobody guesses it, so it needs neither salt nor a slow hash.
    private const int RandomBytes = 32;

    private readonly string _text;

    private AccessTokenText(string text) => _text = text;

    /// <summary>What the store knows the token by.</summary>
    public Hash256 Hash => Hash256.Of(Encoding.UTF8.GetBytes(_text));

    public static AccessTokenText New() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>The access token that was sent as a bearer token; null where none was, or another kind.</summary>
    public static AccessTokenText? Of(string? bearer) =>
        bearer is not null && bearer.StartsWith(Prefix, StringComparison.Ordinal) ? new AccessTokenText(bearer) : null;

    public string Reveal() => _text;

    public override string ToString() => $"{Prefix}...";
}
