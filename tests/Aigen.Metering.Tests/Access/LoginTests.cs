using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Metering.Tests.Support;

namespace Aigen.Metering.Tests.Access;

/// <summary>What a wallet must sign for a token, and how many it may have.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private readonly TestDesk _test = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public void Create_SameLoginTwice_IsRefusedTheSecondTime()
    {
        var grant = _test.Grant();
        Assert.NotNull(_test.Access.Create(grant).Token);
        Assert.Contains("seen before", Assert.IsType<NotAuthorized>(_test.Access.Create(grant).Refusal).Reason);
    }

    [Fact]
    public void Create_WithMoreThanWasSigned_IsRefused()
    {
        Assert.IsType<NotAuthorized>(_test.Access.Create(_test.Grant(cap: 5) with { Cap = 6 }).Refusal);
        Assert.IsType<NotAuthorized>(_test.Access.Create(_test.Grant(cap: 5) with { Cap = null }).Refusal);
        Assert.IsType<NotAuthorized>(_test.Access.Create(_test.Grant() with { Scopes = AccessScopes.Complete | AccessScopes.Read }).Refusal);
        var grant = _test.Grant();
        Assert.IsType<NotAuthorized>(_test.Access.Create(grant with { ExpiresAt = grant.ExpiresAt + 1 }).Refusal);
        Assert.IsType<NotAuthorized>(_test.Access.Create(grant with { Proof = grant.Proof with { PublicKey = DevelopmentKeys.Accounts[1].PublicKey } }).Refusal);
    }

    [Fact]
    public void Create_SignedForAnotherNode_IsRefused()
    {
        var grant = _test.Grant();
        var (key, proof) = (TestDesk.Wallet, grant.Proof);
        var elsewhere = new AccessMessages(TestDesk.Spec.NetworkMagic, DevelopmentKeys.Accounts[5].PublicKey, key.Address);
        var signature = key.Sign(elsewhere.Login(proof.Timestamp, grant.ExpiresAt, grant.Scopes, grant.Cap, proof.Nonce));
        Assert.IsType<NotAuthorized>(_test.Access.Create(grant with { Proof = proof with { Signature = signature } }).Refusal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-60)]
    public void Create_SignedAtAnotherTime_IsRefusedWithTheRange(long ago) =>
        Assert.Contains("wallet.timestamp", Assert.IsType<NotAuthorized>(_test.Access.Create(_test.Grant(ago: ago)).Refusal).Reason);

    [Theory]
    [InlineData(59)]
    [InlineData((366 * 86400) + 1)]
    public void Create_ForTooShortOrTooLong_IsRefusedWithTheRange(int seconds)
    {
        var refusal = Assert.IsType<BadOption>(_test.Access.Create(_test.Grant(life: TimeSpan.FromSeconds(seconds))).Refusal);
        Assert.Equal("ExpiresAt", refusal.Field);
        Assert.Contains("1 minute to 366 days", refusal.Allowed);
    }

    [Fact]
    public void Create_WithoutAScope_IsRefused() =>
        Assert.Contains("complete, read", Assert.IsType<BadOption>(_test.Access.Create(_test.Grant(scopes: AccessScopes.None)).Refusal).Allowed);

    [Fact]
    public void Create_BeyondAWalletsNumber_IsRefusedUntilOneIsRevoked()
    {
        var tokens = Enumerable.Range(0, TestDesk.AccessLimits.OfAWallet).Select(_ => _test.Login().Token).ToArray();
        Assert.Contains("has 3 access tokens that are alive, at most 3", Assert.IsType<TooManyTokens>(_test.Access.Create(_test.Grant()).Refusal).Reason);

        _test.Access.Revoke([tokens[0]]);

        Assert.NotNull(_test.Access.Create(_test.Grant()).Token);
        Assert.DoesNotContain(tokens[0], _test.Access.Of(TestDesk.Wallet.Address));
    }

    [Fact]
    public async Task Create_WhereWalletsThatOwnNothingFillTheirHalf_LeavesTheOtherHalf()
    {
        for (var i = 0; i < TestDesk.AccessLimits.InAll / 2; i++)
        {
            _test.Login(by: SigningKey.Generate());
        }

        Assert.Contains("at most 4", Assert.IsType<TooManyTokens>(_test.Access.Create(_test.Grant(by: SigningKey.Generate())).Refusal).Reason);
        var (text, _) = _test.Login();

        await _test.RestartAsync();

        Assert.NotNull(_test.Access.Find(text).Token);
        Assert.IsType<TooManyTokens>(_test.Access.Create(_test.Grant(by: SigningKey.Generate())).Refusal);
    }

    [Fact]
    public void Create_WhereAllHaveExpired_TakesTheirRoom()
    {
        for (var i = 0; i < TestDesk.AccessLimits.InAll / 2; i++)
        {
            _test.Login(by: SigningKey.Generate(), life: TimeSpan.FromMinutes(1));
        }

        _test.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull(_test.Access.Create(_test.Grant(by: SigningKey.Generate())).Token);
    }
}
