using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Metering;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;
using Aigen.Rpc.Tests.Fuzz;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Limits;

/// <summary>A wallet that signs its calls one by one has as many a second as with a token, and nobody else can use them up.</summary>
[Collection(CountedRefusals.Name)]
public sealed class SignedCallRateTests : IAsyncLifetime
{
    private const string Refusal = """{"limit":2,"remaining":0,"retry_after_ms":500}""";

    private readonly StoppedClock _clock = new();
    private readonly InProcessNode _node = new();
    private SigningWallet _wallet = null!;
    private RpcHost _host = null!;

    public async Task InitializeAsync()
    {
        _wallet = new SigningWallet(_node.Services, DevelopmentKeys.Accounts[0]);
        _host = await RpcHost.StartAsync(
            MethodTable.Methods.Select(method => method.On(_node.Services)), new RpcLimits { CallsByWallet = 2 }, walletOf: _node.Services.WalletOf, time: _clock);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Call_SignedBeyondTheWalletsRate_IsAnswered429WithTheNumbersUntilTimeHasPassed()
    {
        using var refusals = new RefusalCount();
        Assert.Equal((HttpStatusCode.OK, "2 1", null), await AskAsync(_wallet.List()));
        Assert.Equal((HttpStatusCode.OK, "2 0", null), await AskAsync(_wallet.Embed()));

        var late = _wallet.Chat("chatCompletion");
        Assert.Equal((HttpStatusCode.TooManyRequests, "2 0", Refusal), await AskAsync(late));
        await refusals.WaitForAsync("calls_by_wallet");
        Assert.Equal((HttpStatusCode.OK, "2 1", null), await AskAsync(new SigningWallet(_node.Services, DevelopmentKeys.Accounts[1]).List()));

        // What was refused is not used up: it need not be signed again.
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal((HttpStatusCode.OK, "2 0", null), await AskAsync(late));
    }

    [Fact]
    public async Task Call_ForgedOrHeardBefore_TakesNothingFromTheWallet()
    {
        var heard = _wallet.List();
        Assert.Equal((HttpStatusCode.OK, "2 1", null), await AskAsync(heard));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "", null), await AskAsync(heard, expectedCode: ErrorTable.InvalidSignature));
            Assert.Equal((HttpStatusCode.OK, "", null), await AskAsync(_wallet.Forge(), expectedCode: ErrorTable.InvalidSignature));
        }

        Assert.Equal((HttpStatusCode.OK, "2 0", null), await AskAsync(_wallet.List()));
    }

    [Fact]
    public async Task Batch_SignedBeyondTheWalletsRate_HasItsFirstCallsAnswered()
    {
        using var response = await _host.SendAsync($"[{_wallet.List()},{_wallet.Embed()},{_wallet.List()},{RawClient.Call}]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answers = JsonElement.Parse(await response.Content.ReadAsStringAsync()).EnumerateArray().ToArray();
        Assert.Equal([0, 0, -32005, -32601], answers.Select(CodeOf));
    }

    [Fact]
    public async Task Call_SignedOverWebSocketBeyondTheRate_IsRefusedAlsoAsANotification()
    {
        using var client = await _host.ConnectAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await client.SendAsync(_wallet.List());
            Assert.Equal(0, CodeOf(await client.ReceiveAsync()));
        }

        await client.SendAsync(_wallet.List());
        Assert.Equal(-32005, CodeOf(await client.ReceiveAsync()));
        await client.SendAsync(_wallet.Chat("subscribeChatCompletion"));
        var id = (await client.ReceiveAsync()).GetProperty("result").GetString();
        var notification = (await client.ReceiveAsync()).GetProperty("params");
        Assert.Equal((id, -32005), (notification.GetProperty("subscription").GetString(), CodeOf(notification.GetProperty("result"))));
    }

    [Fact]
    public async Task Call_SignedAndWithATokenOfTheSameWallet_CountsOnce()
    {
        var proof = new WalletProof(DevelopmentKeys.Accounts[0].PublicKey, InProcessNode.Now, 77, default);
        var messages = new AccessMessages(_node.Services.Ledger.Spec.NetworkMagic, _node.Services.NodeKey, _wallet.Address);
        var login = messages.Login(InProcessNode.Now, InProcessNode.Now + 3600, AccessScopes.Complete, null, 77);
        var (text, _, _) = _node.Services.Desk.Access.Create(new AccessGrant(
            proof with { Signature = DevelopmentKeys.Accounts[0].Sign(login) }, InProcessNode.Now + 3600, AccessScopes.Complete, null));

        Assert.Equal((HttpStatusCode.OK, "2 1", null), await AskAsync(_wallet.List(), text!.Reveal()));
        Assert.Equal((HttpStatusCode.OK, "2 0", null), await AskAsync(_wallet.Embed(), text.Reveal()));
    }

    [Fact]
    public async Task Call_ThatPaysItsFeeOrTakesTokensBack_IsNotCounted()
    {
        for (var i = 0UL; i < 3; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "", null), await AskAsync(_wallet.Pay(i)));
            Assert.Equal((HttpStatusCode.OK, "", null), await AskAsync(_wallet.Revoke()));
        }
    }

    private async Task<(HttpStatusCode Status, string Headers, string? RefusalData)> AskAsync(string call, string? token = null, int? expectedCode = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(call, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _host.Client.SendAsync(request);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        var isLimited = CodeOf(answer) == RpcErrorCodes.LimitExceeded;
        Assert.True(isLimited || CodeOf(answer) == (expectedCode ?? 0), answer.GetRawText());
        var headers = new[] { "Limit", "Remaining" }.Select(name => response.Headers.TryGetValues($"X-RateLimit-{name}", out var values) ? values.Single() : "");
        return (response.StatusCode, string.Join(' ', headers).Trim(), isLimited ? answer.GetProperty("error").GetProperty("data").GetRawText() : null);
    }

    private static int CodeOf(JsonElement answer) => answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : 0;
}
