using Aigen.Metering;

namespace Aigen.Rpc.Views;

/// <param name="CapMicroAigen">Null for none.</param>
/// <param name="RevokedAt">Null where it is not.</param>
internal sealed record AccessTokenView(
    string TokenId, string Wallet, IReadOnlyList<string> Scopes, ulong? CapMicroAigen, ulong SpentMicroAigen, ulong ReservedMicroAigen, long CreatedAt,
    long ExpiresAt, long? RevokedAt)
{
    public static AccessTokenView Of(AccessToken token) => new(
        token.Id, token.Wallet.ToString(), token.Grant.Scopes.Names(), token.Grant.Cap, token.Spent, token.Reserved, token.Grant.Proof.Timestamp,
        token.Grant.ExpiresAt, token.RevokedAt);
}

/// <param name="Token">The secret; it is shown this once.</param>
internal sealed record CreatedTokenView(
    string Token, string TokenId, string Wallet, IReadOnlyList<string> Scopes, ulong? CapMicroAigen, long CreatedAt, long ExpiresAt)
{
    public static CreatedTokenView Of(AccessTokenText text, AccessToken token) => new(
        text.Reveal(), token.Id, token.Wallet.ToString(), token.Grant.Scopes.Names(), token.Grant.Cap, token.Grant.Proof.Timestamp,
        token.Grant.ExpiresAt);
}

internal sealed record AccessTokenListView(IReadOnlyList<AccessTokenView> Tokens);

/// <param name="Revoked">The ids of the tokens that are ended.</param>
internal sealed record RevokedTokensView(IReadOnlyList<string> Revoked);

/// <param name="Caller">wallet or operator.</param>
/// <param name="Token">Null for the operator.</param>
internal sealed record CallerView(string Caller, AccessTokenView? Token);
