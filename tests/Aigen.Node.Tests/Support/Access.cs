using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Support;

/// <summary>Access tokens as clients ask for them.</summary>
internal static class Access
{
    private static ulong _nonce;

    public static Task<string> TokenAsync(this DevNode node, Wallet wallet, ulong? cap = null, params string[] scopes) => node.Rpc.TokenAsync(wallet, cap, scopes);

    public static async Task<string> TokenAsync(this RpcClient node, Wallet wallet, ulong? cap = null, params string[] scopes) =>
        (await node.ResultAsync("createAccessToken", await node.LoginAsync(wallet, cap, scopes))).Text("token")!;

    public static Task<JsonObject> LoginAsync(this DevNode node, Wallet wallet, ulong? cap = null, params string[] scopes) => node.Rpc.LoginAsync(wallet, cap, scopes);

    private static async Task<JsonObject> LoginAsync(this RpcClient node, Wallet wallet, ulong? cap = null, params string[] scopes)
    {
        var granted = scopes.Aggregate(AccessScopes.None, (all, name) => AccessScopeNames.TryParse(name, out var scope) ? all | scope : all);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["expires_at"] = now + 3600,
            ["scopes"] = scopes.Length == 0 ? null : new JsonArray([.. scopes.Select(name => JsonValue.Create(name))]),
            ["cap_micro_aigen"] = cap,
            ["wallet"] = await node.SignAsync(
                wallet, now, (messages, nonce) => messages.Login(now, now + 3600, granted == AccessScopes.None ? AccessScopes.Complete : granted, cap, nonce)),
        };
    }

    public static async Task<JsonObject> RevocationAsync(this DevNode node, Wallet wallet, string id)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject { ["token_id"] = id, ["wallet"] = await node.Rpc.SignAsync(wallet, now, (messages, nonce) => messages.Revoke(now, id, nonce)) };
    }

    public static async Task<JsonObject> ListingAsync(this DevNode node, Wallet wallet)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject { ["wallet"] = await node.Rpc.SignAsync(wallet, now, (messages, nonce) => messages.List(now, nonce)) };
    }

    /// <summary>Posts a call to a path with a bearer token.</summary>
    public static async Task<RpcAnswer> CallWithAsync(this DevNode node, string? bearer, string method, object? parameters = null, string path = "/")
    {
        using var http = new HttpClient { BaseAddress = new Uri(node.Url), Timeout = Patience.Limit };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        var body = JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = parameters ?? Array.Empty<object>() });
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        using var response = await http.SendAsync(request);
        return new RpcAnswer(JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static async Task<JsonObject> SignAsync(this RpcClient node, Wallet wallet, long now, Func<AccessMessages, ulong, byte[]> message)
    {
        var key = PublicKey.Parse((await node.ResultAsync("getNodeInfo")).Text("node_public_key")!);
        var nonce = Interlocked.Increment(ref _nonce);
        var signed = message(new AccessMessages(Wallet.DevelopmentMagic, key, wallet.Address), nonce);
        return new JsonObject
        {
            ["public_key"] = wallet.Key.PublicKey.ToString(),
            ["timestamp"] = now,
            ["nonce"] = nonce,
            ["signature"] = wallet.Key.Sign(signed).ToString(),
        };
    }
}
