using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class AccessParameters
{
    private static readonly string ExpectedScopes = $"a list out of {string.Join(", ", AccessScopeNames.All)}";

    public static readonly Parameter<WalletProof?> Wallet = CompletionParameters.SignedByWallet.Optional(
        "wallet", "The wallet's signature over the text of this method in docs/formats.md: good once, for 5 minutes.");

    public static readonly Parameter<long> ExpiresAt = FieldType.Int64().Required(
        "expires_at", "When the token ends, in Unix seconds: 1 minute to 366 days after wallet.timestamp.");

    public static readonly Parameter<AccessScopes> Scopes = new FieldType<AccessScopes>(ExpectedScopes, ScopesSchema, ReadScopes).Default(
        "scopes", AccessScopes.Complete, "What it is good for: completions and embeddings, or what the wallet alone may see: its tokens, and inputs and answers of its batch jobs.", "[\"complete\"]");

    public static readonly Parameter<ulong?> Cap = FieldType.UInt64().Optional(
        "cap_micro_aigen", "The most of the wallet's credit that it may spend in all; 0 leaves it the monthly quota alone.", "all of the credit");

    public static readonly Parameter<string?> TokenId = FieldType.String(1, 64).Optional(
        "token_id", $"The token, or {AccessMessages.AllTokens} for every token of the wallet.", "the token that comes with the call");

    public static readonly Parameter<string> Token = new FieldType<string>(
        "an access token, or the operator's token", () => FieldType.Of("string"),
        ReadToken).Required("token", "The secret.");

    private static AccessScopes ReadScopes(RpcField field)
    {
        var scopes = AccessScopes.None;
        foreach (var name in field.AsArray())
        {
            scopes |= AccessScopeNames.TryParse(name.AsString(), out var scope) ? scope : throw name.Refuse($"one of {string.Join(", ", AccessScopeNames.All)}");
        }

        return scopes;
    }

    // A refusal must not quote the secret.
    private static string ReadToken(RpcField field) => field.Value.ValueKind == System.Text.Json.JsonValueKind.String
        ? field.Value.GetString()!
        : throw new RpcException(RpcError.InvalidParameter(field.Path, "another type", "a string"));

    private static JsonObject ScopesSchema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. AccessScopeNames.All.Select(name => (JsonNode)name)]) },
        ["minItems"] = 1,
    };
}
