using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Access;

/// <summary>The three ways in which a token comes, and what it may not do.</summary>
public sealed class AccessTokenTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task ChatCompletion_WithTheTokenAsBearer_IsItsWallets()
    {
        var wallet = Wallet.New();
        var token = await node.TokenAsync(wallet);

        var result = (await node.CallWithAsync(token, "chatCompletion", Chat.Ask())).Result;

        Assert.Equal(wallet.Address.ToString(), result.GetProperty("receipt").Text("payer"));
        Assert.Equal(1UL, (await node.CallWithAsync(token, "checkQuota")).Result.Number("used"));
    }

    [Fact]
    public async Task CreateEmbedding_WithTheTokenInTheQuery_IsItsWallets()
    {
        var wallet = Wallet.New();
        var token = await node.TokenAsync(wallet);

        var result = (await node.CallWithAsync(null, "createEmbedding", new { input = "gold" }, $"/?token={token}")).Result;

        Assert.Equal(wallet.Address.ToString(), result.GetProperty("receipt").Text("payer"));
    }

    [Fact]
    public async Task Connection_WithTheTokenInItsAddress_IsItsWallets()
    {
        var wallet = Wallet.New();
        await using var socket = await WsClient.ConnectAsync($"{node.Url}/?token={await node.TokenAsync(wallet)}");

        var stream = await socket.ReadChatAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask()));

        Assert.Equal(wallet.Address.ToString(), stream.Last.GetProperty("receipt").Text("payer"));
    }

    [Fact]
    public async Task Authenticate_OnAConnection_MakesTheCallsThatFollowItsWallets()
    {
        var (first, second) = (Wallet.New(), Wallet.New());
        await using var socket = await node.ConnectAsync();
        Assert.NotEqual(first.Address.ToString(), await CallerAsync(socket));

        var caller = (await socket.CallAsync("authenticate", new[] { await node.TokenAsync(first) })).Result;

        Assert.Equal(("wallet", first.Address.ToString()), (caller.Text("caller"), caller.GetProperty("token").Text("wallet")));
        Assert.Equal(first.Address.ToString(), await CallerAsync(socket));
        (await socket.CallAsync("authenticate", new[] { "aigen-of-nobody" })).Refused(1003);
        Assert.Equal(first.Address.ToString(), await CallerAsync(socket));
        await socket.CallAsync("authenticate", new { token = await node.TokenAsync(second) });
        Assert.Equal(second.Address.ToString(), await CallerAsync(socket));
        var stream = await socket.ReadChatAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask()));
        Assert.Equal(second.Address.ToString(), stream.Last.GetProperty("receipt").Text("payer"));
    }

    [Fact]
    public async Task Authenticate_OverHttp_IsRefused() => (await node.Rpc.CallAsync("authenticate", new[] { "aigen-x" })).Refused(-32004);

    [Fact]
    public async Task RevokeAccessToken_ByItself_EndsItOnOpenConnectionsToo()
    {
        var wallet = Wallet.New();
        var token = await node.TokenAsync(wallet);
        await using var socket = await WsClient.ConnectAsync($"{node.Url}/?token={token}");
        Assert.Equal(wallet.Address.ToString(), await CallerAsync(socket));

        var revoked = (await node.CallWithAsync(token, "revokeAccessToken")).Result.GetProperty("revoked").Texts();

        Assert.Single(revoked);
        (await node.CallWithAsync(token, "chatCompletion", Chat.Ask())).Refused(1003);
        var answer = await socket.CallAsync("checkQuota");
        answer.Refused(1003);
        Assert.StartsWith($"Unauthorized: access token {revoked[0]} was revoked at 20", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeAccessToken_OfAnotherToken_TakesTheWalletsSignature()
    {
        var wallet = Wallet.New();
        var (first, second) = (await node.TokenAsync(wallet, null, "complete", "read"), await node.TokenAsync(wallet));
        var ids = (await node.CallWithAsync(first, "listAccessTokens")).Result.GetProperty("tokens").EnumerateArray().Select(token => token.Text("token_id")!).ToArray();

        (await node.CallWithAsync(first, "revokeAccessToken", new[] { ids[1] })).Refused(-32602);
        (await node.Rpc.CallAsync("revokeAccessToken", new[] { ids[1] })).Refused(1003);
        (await node.Rpc.CallAsync("revokeAccessToken", await node.RevocationAsync(Wallet.New(), ids[1]))).Refused(-32602);
        Assert.Equal([ids[1]], (await node.Rpc.ResultAsync("revokeAccessToken", await node.RevocationAsync(wallet, ids[1]))).GetProperty("revoked").Texts());

        (await node.CallWithAsync(second, "checkQuota")).Refused(1003);
        Assert.Equal(wallet.Address.ToString(), (await node.CallWithAsync(first, "checkQuota")).Result.Text("user_address"));
    }

    [Fact]
    public async Task ListAccessTokens_ByATokenThatMayNotRead_IsRefused()
    {
        var answer = await node.CallWithAsync(await node.TokenAsync(Wallet.New()), "listAccessTokens");

        answer.Refused(1003);
        Assert.EndsWith("has the scopes complete, and this needs read", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChatCompletion_BeyondTheTokensCap_SaysTheNumbers()
    {
        var wallet = await node.SubscribedAsync("unlimited", 0, rest: 10);
        await node.IncludeAsync(wallet.Payment(1, 1));
        var token = await node.TokenAsync(wallet, cap: 30_000);
        var price = (await node.CallWithAsync(token, "chatCompletion", Chat.Ask(maxTokens: 8))).Result.GetProperty("receipt").Number("price_micro_aigen");

        var data = (await node.CallWithAsync(token, "chatCompletion", Chat.Ask(maxTokens: 8))).Refused(1003);

        Assert.Equal((30_000UL, price, 0UL), (data.Number("cap_micro_aigen"), data.Number("spent_micro_aigen"), data.Number("reserved_micro_aigen")));
        Assert.True(data.Number("needed_micro_aigen") > 30_000 - price);
    }

    [Fact]
    public async Task CreateAccessToken_WithoutOrWithAWrongSignature_IsRefused()
    {
        var login = await node.LoginAsync(Wallet.New(), cap: 5);

        (await node.Rpc.CallAsync("createAccessToken", login.Without("wallet"))).Refused(1003);
        (await node.Rpc.CallAsync("createAccessToken", login.With("cap_micro_aigen", 6))).Refused(1002);
        (await node.Rpc.CallAsync("createAccessToken", login.With("scopes", new System.Text.Json.Nodes.JsonArray("spend")))).Refused(-32602);
        (await node.Rpc.CallAsync("createAccessToken", login)).Result.HasFields(
            "token", "token_id", "wallet", "scopes", "cap_micro_aigen", "created_at", "expires_at");
        (await node.Rpc.CallAsync("createAccessToken", login)).Refused(1002);
    }

    [Fact]
    public async Task ChatCompletion_WithABearerOfAnotherKind_IsAnonymous()
    {
        var anonymous = (await node.Rpc.ResultAsync("checkQuota")).Text("user_address");

        Assert.Equal(anonymous, (await node.CallWithAsync("sk-placeholder", "checkQuota")).Result.Text("user_address"));
    }

    private static async Task<string?> CallerAsync(WsClient socket) => (await socket.CallAsync("checkQuota")).Result.Text("user_address");
}
