using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Support;

/// <summary>What wallets sign about access tokens.</summary>
internal static class Logins
{
    private static ulong _nonce;

    public static PublicKey Node => DevelopmentKeys.Producer.PublicKey;

    /// <summary>A token of the test's wallet that must be made.</summary>
    public static (AccessTokenText Text, AccessToken Token) Login(
        this TestDesk test, ulong? cap = null, SigningKey? by = null, TimeSpan? life = null, AccessScopes scopes = AccessScopes.Complete)
    {
        var (text, token, refusal) = test.Access.Create(test.Grant(cap, by, life, scopes));
        Assert.Null(refusal);
        return (text!, token!);
    }

    public static AccessGrant Grant(
        this TestDesk test, ulong? cap = null, SigningKey? by = null, TimeSpan? life = null, AccessScopes scopes = AccessScopes.Complete, long ago = 0)
    {
        var now = test.Time.GetUtcNow().ToUnixTimeSeconds() - ago;
        var expiresAt = now + (long)(life ?? TimeSpan.FromDays(1)).TotalSeconds;
        return new AccessGrant(test.Sign(by, now, (messages, nonce) => messages.Login(now, expiresAt, scopes, cap, nonce)), expiresAt, scopes, cap);
    }

    public static WalletProof Revocation(this TestDesk test, string id, SigningKey? by = null)
    {
        var now = test.Time.GetUtcNow().ToUnixTimeSeconds();
        return test.Sign(by, now, (messages, nonce) => messages.Revoke(now, id, nonce));
    }

    public static WalletProof Listing(this TestDesk test, SigningKey? by = null)
    {
        var now = test.Time.GetUtcNow().ToUnixTimeSeconds();
        return test.Sign(by, now, (messages, nonce) => messages.List(now, nonce));
    }

    /// <summary>A request that comes with a token.</summary>
    public static DeskRequest With(this AccessTokenText token, string text = "Hi", int? maxTokens = null) =>
        TestDesk.Anonymous(text, maxTokens) with { AccessToken = token };

    private static WalletProof Sign(this TestDesk _, SigningKey? by, long now, Func<AccessMessages, ulong, byte[]> message)
    {
        var (key, nonce) = (by ?? TestDesk.Wallet, Interlocked.Increment(ref _nonce));
        var messages = new AccessMessages(TestDesk.Spec.NetworkMagic, Node, key.Address);
        return new WalletProof(key.PublicKey, now, nonce, key.Sign(message(messages, nonce)));
    }
}
