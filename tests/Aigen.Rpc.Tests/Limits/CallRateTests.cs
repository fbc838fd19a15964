using System.Net;
using System.Text.Json;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Limits;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.Limits;

[Collection(CountedRefusals.Name)]
public sealed class CallRateTests
{
    private static readonly Address First = Address.From([.. Enumerable.Repeat((byte)1, Address.Length)]);
    private static readonly Address Second = Address.From([.. Enumerable.Repeat((byte)2, Address.Length)]);

    private readonly StoppedClock _clock = new();

    [Fact]
    public async Task Call_BeyondTheAddresssRate_IsAnswered429WithTheNumbersUntilTimeHasPassed()
    {
        using var refusals = new RefusalCount();
        await using var host = await StartAsync(new RpcLimits { CallsByAddress = 2 });

        Assert.Equal((HttpStatusCode.OK, "2 1 1"), await AskAsync(host));
        Assert.Equal((HttpStatusCode.OK, "2 0 1"), await AskAsync(host));
        using var refused = await host.SendAsync(RawClient.Call);

        Assert.Equal((HttpStatusCode.TooManyRequests, "2 0 1", TimeSpan.FromSeconds(1)), (refused.StatusCode, Headers(refused), refused.Headers.RetryAfter!.Delta));
        var error = JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal("2 calls a second are allowed to this address; try again in 500 ms", error.GetProperty("message").GetString());
        Assert.Equal("""{"limit":2,"remaining":0,"retry_after_ms":500}""", error.GetProperty("data").GetRawText());
        await refusals.WaitForAsync("calls_by_address");

        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal((HttpStatusCode.OK, "2 0 1"), await AskAsync(host));
    }

    [Fact]
    public async Task Batch_BeyondTheRate_HasItsFirstCallsAnswered()
    {
        await using var host = await StartAsync(new RpcLimits { CallsByAddress = 2 });

        using var response = await host.SendAsync($"[{RawClient.Call},{RawClient.Call},{RawClient.Call}]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answers = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal([true, true, false], answers.EnumerateArray().Select(answer => answer.TryGetProperty("result", out _)));
        Assert.Equal(-32005, answers[2].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Call_OverWebSocketBeyondTheRate_IsRefusedAndTheConnectionStays()
    {
        await using var host = await StartAsync(new RpcLimits { CallsByAddress = 1 });
        using var client = await host.ConnectAsync();

        await client.CallAsync(1, "echo", "[0]");
        await client.CallAsync(2, "echo", "[0]");
        Assert.True((await client.ReceiveAsync()).TryGetProperty("result", out _));
        Assert.Equal(-32005, (await client.ReceiveAsync()).GetProperty("error").GetProperty("code").GetInt32());

        _clock.Advance(TimeSpan.FromSeconds(1));
        await client.CallAsync(3, "echo", "[0]");
        Assert.True((await client.ReceiveAsync()).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Call_BeyondAWalletsRate_IsRefusedToItsTokensAlone()
    {
        using var refusals = new RefusalCount();
        await using var host = await StartAsync(
            new RpcLimits { CallsByWallet = 1 }, token => token switch { "first" or "first too" => First, "second" => Second, _ => null });

        Assert.Equal((HttpStatusCode.OK, "1 0 1"), await AskAsync(host, "first"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "1 0 1"), await AskAsync(host, "first too"));
        Assert.Equal((HttpStatusCode.OK, "1 0 1"), await AskAsync(host, "second"));
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(host, "of nobody"));
        Assert.Equal((HttpStatusCode.OK, ""), await AskAsync(host));
        await refusals.WaitForAsync("calls_by_wallet");
    }

    [Fact]
    public void Buckets_OfMoreKeysThanThereMayBe_AreForgottenWhereFullAndElseShared()
    {
        var buckets = new RateBuckets<int>(1, _clock, mostKeys: 64);
        for (var key = 0; key < 10_000; key++) buckets.Take(key);
        Assert.InRange(buckets.Count, 1, 64);
        Assert.False(buckets.Take(20_000).IsAllowed);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(buckets.Take(20_000).IsAllowed);
        Assert.True(buckets.Take(20_016).IsAllowed);
        Assert.InRange(buckets.Count, 1, 64);
    }

    [Fact]
    public void Take_OfAKnownCaller_AllocatesNothing()
    {
        var rates = CallRates.Of(new RpcLimits { CallsByAddress = 1_000_000 }, null, TimeProvider.System)!;
        var caller = new RpcCaller(IPAddress.Loopback);
        rates.Take(caller, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) rates.Take(caller, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Rates_WhereNothingIsLimited_AreNone() => Assert.Null(CallRates.Of(new RpcLimits(), null, TimeProvider.System));

    private Task<RpcHost> StartAsync(RpcLimits limits, Func<string, Address?>? walletOf = null) => RpcHost.StartAsync([TestMethods.Echo], limits, walletOf: walletOf, time: _clock);

    private static async Task<(HttpStatusCode Status, string Headers)> AskAsync(RpcHost host, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new StringContent(RawClient.Call, System.Text.Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Add("Authorization", $"Bearer {token}");
        using var response = await host.Client.SendAsync(request);
        return (response.StatusCode, Headers(response));
    }

    private static string Headers(HttpResponseMessage response) => string.Join(
        ' ', new[] { "Limit", "Remaining", "Reset" }.Select(name => response.Headers.TryGetValues($"X-RateLimit-{name}", out var values) ? values.Single() : "")).Trim();
}
