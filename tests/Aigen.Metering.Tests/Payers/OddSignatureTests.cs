using Aigen.Fuzz;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Metering.Tests.Payers;

public class OddSignatureTests
{
    [Fact]
    public void Check_OddSignaturesOfARequest_ByTheRuleOfTheChain()
    {
        var time = new SettableTime();
        var signed = new SignedMessages(time);
        var (now, request) = (time.GetUtcNow().ToUnixTimeSeconds(), Hash256.Of([1]));
        Assert.Equal(OddSigner.All.Select(odd => (odd.Name, odd.IsValid)), OddSigner.All.Select((odd, i) =>
        {
            var message = WalletProof.MessageToSign(TestDesk.Spec.NetworkMagic, now, (ulong)i, request);
            return (odd.Name, signed.Use(new WalletProof(odd.Key, now, (ulong)i, odd.Sign(message)), message) is null);
        }));
    }
}
