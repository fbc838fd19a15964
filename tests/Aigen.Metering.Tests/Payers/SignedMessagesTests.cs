using Aigen.Chain;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Payers;

public sealed class SignedMessagesTests
{
    private const int Limit = 10;

    private readonly SettableTime _time = new();
    private readonly SignedMessages _signed;
    private readonly long _start;

    public SignedMessagesTests() => (_signed, _start) = (new SignedMessages(_time, Limit), _time.GetUtcNow().ToUnixTimeSeconds());

    [Fact]
    public void Use_WhenTheMemoryIsFull_HearsWhoSignsNow()
    {
        Fill();

        for (var i = 0; i < Limit; i++)
        {
            Assert.Null(Use(Limit + i, signedAt: _start + 60));
        }
    }

    [Fact]
    public void Use_OfAForgottenMessage_IsRefusedByItsTime()
    {
        Fill();
        Use(Limit, signedAt: _start + 60);

        Assert.Contains("wallet.timestamp", Assert.IsType<NotAuthorized>(Use(0, signedAt: _start)).Message);
    }

    [Fact]
    public void Use_WhenTheMemoryIsFull_TakesNothingTwice()
    {
        Fill();
        Use(Limit, signedAt: _start + 60);

        Assert.Contains("seen before", Assert.IsType<NotAuthorized>(Use(Limit, signedAt: _start + 60)).Message);
    }

    [Fact]
    public void Use_AfterTheClockWentBack_TakesNothingTwice()
    {
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(Use(0, signedAt: _start + 60));
        _time.Advance(TimeSpan.FromSeconds(-60));
        for (var i = 1; i < Limit; i++)
        {
            Assert.Null(Use(i, signedAt: _start));
        }

        _time.Advance(TimeSpan.FromSeconds(120));
        for (var i = 0; i < Limit; i++)
        {
            Assert.Null(Use(Limit + i, signedAt: _start + 120));
        }

        Assert.IsType<NotAuthorized>(Use(0, signedAt: _start + 60));
    }

    private void Fill()
    {
        for (var i = 0; i < Limit; i++)
        {
            Assert.Null(Use(i, signedAt: _start));
        }

        _time.Advance(TimeSpan.FromSeconds(60));
    }

    private DeskRefusal? Use(int nonce, long signedAt)
    {
        var message = WalletProof.MessageToSign(TestDesk.Spec.NetworkMagic, signedAt, (ulong)nonce, Hash256.Of([1]));
        var key = DevelopmentKeys.Accounts[0];
        return _signed.Use(new WalletProof(key.PublicKey, signedAt, (ulong)nonce, key.Sign(message)), message);
    }
}
