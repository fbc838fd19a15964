using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Desk;

/// <summary>A wallet's quota is spent by its signature, and by nothing that is only said.</summary>
public sealed class WalletProofTests(DevNode node) : IClassFixture<DevNode>
{
    [Fact]
    public async Task ChatCompletion_SignedByAWallet_SpendsThatWalletsQuota()
    {
        var wallet = Wallet.New();
        var anonymous = await UsedAsync();

        var result = (await AskAsync(Chat.Ask().SignedBy(wallet))).Result;

        Assert.Equal(wallet.Address.ToString(), result.GetProperty("receipt").Text("payer"));
        Assert.Equal(1UL, await UsedAsync(wallet));
        Assert.Equal(anonymous, await UsedAsync());
    }

    [Fact]
    public async Task SubscribeChatCompletion_SignedByAWallet_SpendsThatWalletsQuota()
    {
        var wallet = Wallet.New();
        await using var socket = await node.ConnectAsync();

        var stream = await socket.ReadChatAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask().SignedBy(wallet)));

        Assert.Equal(Chat.Answer, stream.Text);
        Assert.Equal(wallet.Address.ToString(), stream.Last.GetProperty("receipt").Text("payer"));
        Assert.Equal(1UL, await UsedAsync(wallet));
    }

    [Fact]
    public async Task ChatCompletion_WithTheSignatureOfAnotherKey_IsRefused()
    {
        var (wallet, thief) = (Wallet.New(), Wallet.New());
        var request = Chat.Ask();
        var forged = request.SignedBy(thief);
        forged["wallet"]!["public_key"] = wallet.Key.PublicKey.ToString();

        await AssertRefusedAsync(forged, "signature", wallet);
    }

    [Fact]
    public async Task ChatCompletion_WithTheSignatureOfAnotherQuestion_IsRefused()
    {
        var wallet = Wallet.New();
        var signed = Chat.Ask("What is the symbol for gold?").SignedBy(wallet);

        await AssertRefusedAsync(Chat.Ask().With("wallet", signed["wallet"]!.DeepClone()), "signature", wallet);
    }

    [Fact]
    public async Task ChatCompletion_WithTheSignatureForAnotherModelField_IsRefused()
    {
        var wallet = Wallet.New();

        await AssertRefusedAsync(Chat.Ask().SignedBy(wallet).Without("model_id"), "signature", wallet);
    }

    [Fact]
    public async Task ChatCompletion_SignedWithoutAModel_IsSignedAsNull()
    {
        var wallet = Wallet.New();

        Assert.Equal("aigen-tiny", (await AskAsync(Chat.Ask().Without("model_id").SignedBy(wallet))).Result.Text("model_id"));
        Assert.Equal(1UL, await UsedAsync(wallet));
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(60)]
    public async Task ChatCompletion_SignedTooLongAgoOrAhead_IsRefused(int seconds)
    {
        var wallet = Wallet.New();
        var request = Chat.Ask();
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds;

        await AssertRefusedAsync(
            request.With("wallet", wallet.Proof("aigen-tiny", Chat.MessagesOf(request), timestamp)), $"timestamp {timestamp}", wallet);
    }

    [Fact]
    public async Task ChatCompletion_SignedBeforeTheNodeStarted_IsRefused()
    {
        // The node knows what it has seen only since it started: an older request could be a replay.
        var wallet = Wallet.New();
        var request = Chat.Ask();
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 200;

        await AssertRefusedAsync(
            request.With("wallet", wallet.Proof("aigen-tiny", Chat.MessagesOf(request), timestamp)), $"timestamp {timestamp}", wallet);
    }

    [Fact]
    public async Task ChatCompletion_SignedAndSentTwice_IsRefusedTheSecondTime()
    {
        var wallet = Wallet.New();
        var request = Chat.Ask().SignedBy(wallet);
        await AskAsync(request);

        var answer = await AskAsync(request);

        answer.Refused(1002);
        Assert.Contains("seen before", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(1UL, await UsedAsync(wallet));
    }

    [Fact]
    public async Task ChatCompletion_NamingAWalletWithoutASignature_SpendsTheConnectionsQuota()
    {
        var wallet = Wallet.New();
        var before = await UsedAsync();

        await AskAsync(Chat.Ask().With("user_address", wallet.Address.ToString()));

        Assert.Equal(0UL, await UsedAsync(wallet));
        Assert.Equal(before + 1, await UsedAsync());
    }

    private async Task AssertRefusedAsync(JsonObject request, string reason, Wallet wallet)
    {
        var answer = await AskAsync(request);

        answer.Refused(1002);
        Assert.Contains(reason, answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(0UL, await UsedAsync(wallet));
    }

    private Task<RpcAnswer> AskAsync(JsonObject request) => node.Rpc.CallAsync("chatCompletion", request);

    private async Task<ulong> UsedAsync(Wallet? wallet = null) =>
        (await node.Rpc.ResultAsync("checkQuota", wallet is null ? [] : new[] { wallet.Address.ToString() })).Number("used");
}
