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
        var proofs = new WalletProofs(TestDesk.Spec, time);
        var (now, request) = (time.GetUtcNow().ToUnixTimeSeconds(), Hash256.Of([1]));
        Assert.Equal(OddSigner.All.Select(odd => (odd.Name, odd.IsValid)), OddSigner.All.Select((odd, i) =>
        {
            var signature = odd.Sign(WalletProof.MessageToSign(TestDesk.Spec.NetworkMagic, now, (ulong)i, request));
            var (wallet, _) = proofs.Check(new WalletProof(odd.Key, now, (ulong)i, signature), request);
            Assert.True(wallet is null || wallet == odd.Key.Address);
            return (odd.Name, wallet is not null);
        }));
    }
}
