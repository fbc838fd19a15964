using Aigen.Chain;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Payers;

public sealed class WalletProofTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task OpenAsync_SignedRequest_IsTheWalletsOnce()
    {
        var request = _test.Signed();
        Assert.Equal(TestDesk.Wallet.Address, (await _test.CompleteAsync(request)).Payer);
        Assert.Contains("seen before", Assert.IsType<NotAuthorized>(await _test.RefuseAsync(request)).Message);
    }

    [Fact]
    public async Task OpenAsync_SignatureOfAnotherRequest_IsRefused()
    {
        var stolen = _test.Signed("Hi") with { Messages = _test.Signed("Bye").Messages };
        Assert.Contains("signature", Assert.IsType<NotAuthorized>(await _test.RefuseAsync(stolen)).Message);
    }

    [Fact]
    public async Task OpenAsync_KeyOfAnotherWallet_IsRefused()
    {
        var request = _test.Signed();
        var forged = request with { Proof = request.Proof! with { PublicKey = DevelopmentKeys.Accounts[1].PublicKey } };
        Assert.IsType<NotAuthorized>(await _test.RefuseAsync(forged));
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(60)]
    public async Task OpenAsync_SignedAtAnotherTime_IsRefusedWithTheRange(int offset)
    {
        var now = _test.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Contains("timestamp", Assert.IsType<NotAuthorized>(await _test.RefuseAsync(_test.Signed(timestamp: now + offset))).Message);
    }

    [Fact]
    public async Task OpenAsync_SignedBeforeTheNodeStarted_IsRefused()
    {
        var before = _test.Signed(timestamp: _test.Time.GetUtcNow().ToUnixTimeSeconds());
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        await _test.RestartAsync();
        Assert.IsType<NotAuthorized>(await _test.RefuseAsync(before));
    }

    [Fact]
    public async Task OpenAsync_Unsigned_IsTheWalletOfTheConnection() => Assert.Equal(
        _test.Desk.Anonymous.WalletOf(System.Net.IPAddress.Loopback), (await _test.CompleteAsync(TestDesk.Anonymous())).Payer);
}
