using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

/// <summary>Access tokens: made, seen and ended by the wallet that they ask for.</summary>
internal sealed class AccessMethods(NodeServices node)
{
    /// <summary>The access token of a call, good for what is needed; null where it came with none.</summary>
    /// <exception cref="RpcException">The token is no good.</exception>
    public static AccessToken? TokenOf(RpcCall call, NodeServices node, AccessScopes needed = AccessScopes.None)
    {
        if (AccessTokenText.Of(call.Caller.BearerToken) is not { } text)
        {
            return null;
        }

        var (token, refusal) = node.Desk.Access.Find(text, needed);
        return token ?? throw new RpcException(ErrorTable.Of(refusal!));
    }

    public ValueTask<RpcResult> Create(RpcCall call)
    {
        var proof = call.Get(AccessParameters.Wallet) ?? throw MissingSignature();
        var grant = new AccessGrant(
            proof, call.Get(AccessParameters.ExpiresAt), call.Get(AccessParameters.Scopes), call.Get(AccessParameters.Cap));
        var (text, token, refusal) = node.Desk.Access.Create(grant, SignedCalls.AdmissionTo(call));
        return new(token is null
            ? RpcResult.Fail(ErrorTable.Of(refusal!))
            : RpcResult.Ok(CreatedTokenView.Of(text!, token), ViewJson.Default.CreatedTokenView));
    }

    public ValueTask<RpcResult> List(RpcCall call)
    {
        var (tokens, refusal) = call.Get(AccessParameters.Wallet) is { } proof
            ? node.Desk.Access.List(proof, SignedCalls.AdmissionTo(call))
            : (node.Desk.Access.Of(Own(call, AccessScopes.Read).Wallet), null);
        return new(tokens is null
            ? RpcResult.Fail(ErrorTable.Of(refusal!))
            : RpcResult.Ok(new AccessTokenListView([.. tokens.Select(AccessTokenView.Of)]), ViewJson.Default.AccessTokenListView));
    }

    public ValueTask<RpcResult> Revoke(RpcCall call)
    {
        var (tokens, refusal) = call.Get(AccessParameters.Wallet) is { } proof
            ? node.Desk.Access.Revoke(proof, call.Get(AccessParameters.TokenId) ?? throw MissingId())
            : node.Desk.Access.Revoke([Itself(call)]);
        return new(tokens is null
            ? RpcResult.Fail(ErrorTable.Of(refusal!))
            : RpcResult.Ok(new RevokedTokensView([.. tokens.Select(token => token.Id)]), ViewJson.Default.RevokedTokensView));
    }

    public ValueTask<RpcResult> Authenticate(RpcCall call)
    {
        var bearer = call.Get(AccessParameters.Token);
        if (node.Operator.Is(bearer))
        {
            call.Connection!.Authenticate(bearer);
            return Answer(new CallerView("operator", null));
        }

        var (token, refusal) = AccessTokenText.Of(bearer) is { } text ? node.Desk.Access.Find(text) : (null, AccessRefused.Unknown);
        if (token is null)
        {
            return new(RpcResult.Fail(ErrorTable.Of(refusal!)));
        }

        call.Connection!.Authenticate(bearer);
        return Answer(new CallerView("wallet", AccessTokenView.Of(token)));

        static ValueTask<RpcResult> Answer(CallerView view) => new(RpcResult.Ok(view, ViewJson.Default.CallerView));
    }

    // A token ends itself and no other: whoever found it must not lock out the others.
    private AccessToken Itself(RpcCall call)
    {
        var token = Own(call, AccessScopes.None);
        return call.Get(AccessParameters.TokenId) is { } id && id != token.Id
            ? throw new RpcException(RpcError.InvalidParameter("token_id", $"\"{id}\"", $"{token.Id}, since a token without the wallet's signature ends itself alone"))
            : token;
    }

    private AccessToken Own(RpcCall call, AccessScopes needed) => TokenOf(call, node, needed) ?? throw MissingSignature();

    private static RpcException MissingId() =>
        new(RpcError.InvalidParameter("token_id", null, $"the id of a token, or {AccessMessages.AllTokens}"));

    private static RpcException MissingSignature() => new(new RpcError(
        ErrorTable.Unauthorized, "Unauthorized: sign this with the wallet, as wallet: {public_key, timestamp, nonce, signature}, or send an access token"));
}
