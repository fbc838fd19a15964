using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Metering.Tests.Support;

namespace Aigen.Metering.Tests.Access;

/// <summary>A wallet makes a token, and what the token is good for afterwards.</summary>
public sealed class AccessTokenTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task OpenAsync_WithAToken_SpendsItsWalletsQuota()
    {
        var (text, _) = _test.Login();
        Assert.Equal(TestDesk.Wallet.Address, (await _test.CompleteAsync(text.With())).Payer);
        Assert.Equal(TestDesk.Wallet.Address, (await _test.CompleteAsync(text.With())).Payer);
        Assert.Equal(2UL, _test.Figures.Usage.Requests);
    }

    [Fact]
    public async Task OpenAsync_WithATokenAndASignature_IsTheSignersRequest()
    {
        var (text, _) = _test.Login();
        var other = DevelopmentKeys.Accounts[3];
        Assert.Equal(other.Address, (await _test.CompleteAsync(_test.Signed(by: other) with { AccessToken = text })).Payer);
    }

    [Fact]
    public async Task OpenAsync_WithATokenThatNobodyMade_IsRefusedAndNotTakenForAnonymous()
    {
        var refusal = Assert.IsType<AccessRefused>(await _test.RefuseAsync(AccessTokenText.Of("aigen-made-up")!.With()));
        Assert.Contains("knows no such access token", refusal.Reason);
    }

    [Fact]
    public async Task OpenAsync_WithATokenThatMayOnlyRead_IsRefusedWithTheScopes()
    {
        var (text, token) = _test.Login(scopes: AccessScopes.Read);
        Assert.Equal(
            $"access token {token.Id} has the scopes read, and this needs complete", Assert.IsType<AccessRefused>(await _test.RefuseAsync(text.With())).Reason);
    }

    [Fact]
    public async Task OpenAsync_AfterTheTokensEnd_IsRefusedWithTheTime()
    {
        var (text, token) = _test.Login(life: TimeSpan.FromMinutes(1));
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        var expected = DateTimeOffset.FromUnixTimeSeconds(token.Grant.ExpiresAt).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        Assert.Equal($"access token {token.Id} expired at {expected}", Assert.IsType<AccessRefused>(await _test.RefuseAsync(text.With())).Reason);
    }

    [Fact]
    public async Task Token_AfterARestart_IsTheSameWithWhatItSpentAndRevoked()
    {
        await _test.PayAsync(1);
        await _test.PayAsync(0, """{"tier":"unlimited","duration_months":1}""");
        var ((good, _), (bad, _)) = (_test.Login(cap: 500_000), _test.Login(cap: 7));
        var price = (await _test.CompleteAsync(good.With(maxTokens: 5))).Price;
        _test.Access.Revoke([_test.Access.Find(bad).Token!]);

        await _test.RestartAsync();

        var token = _test.Access.Find(good).Token!;
        Assert.Equal((TestDesk.Wallet.Address, 500_000UL, price, 0UL), (token.Wallet, token.Grant.Cap, token.Spent, token.Reserved));
        Assert.Contains("was revoked at", _test.Access.Find(bad).Refusal!.Reason);
    }

    [Fact]
    public async Task Revoke_ByItsWallet_EndsItAndAnotherWalletCannot()
    {
        var (text, token) = _test.Login();
        Assert.IsType<BadOption>(_test.Access.Revoke(_test.Revocation(token.Id, DevelopmentKeys.Accounts[1]), token.Id).Refusal);
        await _test.CompleteAsync(text.With());

        Assert.Equal([token], _test.Access.Revoke(_test.Revocation(token.Id), token.Id).Revoked);

        Assert.Contains("was revoked at", Assert.IsType<AccessRefused>(await _test.RefuseAsync(text.With())).Reason);
    }

    [Fact]
    public void Revoke_All_EndsThoseOfTheWalletAlone()
    {
        var ((first, _), (second, _)) = (_test.Login(), _test.Login());
        var (other, _) = _test.Login(by: DevelopmentKeys.Accounts[1]);

        Assert.Equal(2, _test.Access.Revoke(_test.Revocation(AccessMessages.AllTokens), AccessMessages.AllTokens).Revoked!.Count);

        Assert.All([first, second], text => Assert.NotNull(_test.Access.Find(text).Refusal));
        Assert.NotNull(_test.Access.Find(other).Token);
    }

    [Fact]
    public void Revoke_WithTheSignatureForAnotherToken_IsRefused()
    {
        var ((_, first), (_, second)) = (_test.Login(), _test.Login());
        Assert.IsType<NotAuthorized>(_test.Access.Revoke(_test.Revocation(first.Id), second.Id).Refusal);
    }

    [Fact]
    public void List_OfAWallet_HasItsTokensAlsoTheRevoked()
    {
        var ((_, first), (_, second)) = (_test.Login(), _test.Login());
        _test.Login(by: DevelopmentKeys.Accounts[1]);
        _test.Access.Revoke([first]);
        Assert.Equal([first, second], _test.Access.List(_test.Listing()).Tokens!);
    }

    [Fact]
    public void Text_Printed_DoesNotTellTheSecret()
    {
        var (text, _) = _test.Login();
        Assert.Equal("aigen-...", $"{text}");
        Assert.DoesNotContain(text.Reveal(), $"{text.With()}");
        Assert.Matches("^aigen-[A-Za-z0-9_-]{43}$", text.Reveal());
    }
}
