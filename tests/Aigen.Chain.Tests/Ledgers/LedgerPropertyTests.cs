using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace Aigen.Chain.Tests.Ledgers;

/// <summary>Invariants 1 and 9 for any sequence of transactions, good and bad.</summary>
public class LedgerPropertyTests
{
    [Fact]
    public void Produce_AnyTransactions_CreatesAndLosesNoAigenAndReplaysToTheSameRoot() => Prop.ForAll(
        Step.Any.ListOf().ToArbitrary(),
        steps =>
        {
            using var chain = new TestChain();
            foreach (var step in steps)
            {
                step.Take(chain);
            }

            chain.Produce();
            var balances = Total(chain);
            var supply = Supply.Load(chain.Ledger.State);
            Assert.Equal(10_000_000UL, supply.Minted.Aigen);
            Assert.Equal(supply.Total.Aigen, balances);
            Assert.Equal(chain.Ledger.Head.Hash, Replay(chain).Hash);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static ulong Total(TestChain chain) => chain.Balances.Aggregate(0UL, (sum, balance) => checked(sum + balance.Aigen));

    private static SignedHeader Replay(TestChain chain)
    {
        using var copy = new TestChain();
        for (ulong height = 1; height <= chain.Ledger.Head.Height; height++)
        {
            copy.Ledger.Apply(chain.Ledger.Blocks.Find(height)!);
        }

        Assert.Equal(chain.Ledger.Head.Header.StateRoot, copy.Ledger.Head.Header.StateRoot);
        return copy.Ledger.Head;
    }

    /// <summary>One thing that somebody does; most of them are allowed, some are not.</summary>
    private sealed record Step(int From, int To, ulong Amount, int NonceOffset, ulong Priority, ulong Burn, int Kind)
    {
        private static readonly string[] Payloads =
        [
            """{"tier":"basic","duration_months":1}""", """{"tier":"unlimited","duration_months":3}""", """{"model_id":"m","max_tokens":900}""",
            """{"proposal_id":"SIP-1","proposal_hash":"0x00"}""", """{"tier":"pro"}""", "{not json",
        ];

        public static Gen<Step> Any { get; } =
            from wallet in Gen.Choose(0, 3)
            from to in Gen.Choose(0, 4)
            from amount in Gen.Elements(0UL, 1UL, 50UL, 999_990UL, 1_000_000UL, ulong.MaxValue)
            from nonce in Gen.Elements(0, 0, 0, 0, 1, -1)
            from priority in Gen.Elements(0UL, 1UL, ulong.MaxValue)
            from burn in Gen.Elements(0UL, 1UL, 2UL)
            from kind in Gen.Choose(0, 9)
            select new Step(wallet, to, amount, nonce, priority, burn, kind);

        public void Take(TestChain chain)
        {
            if (Kind == 9)
            {
                chain.Produce();
                chain.Time.Advance(TimeSpan.FromSeconds(1));
                return;
            }

            var to = To == 4 ? TestChain.RewardAddress : TestChain.Wallets[To].Address;
            var plain = Kind < Payloads.Length ? chain.Call(Payloads[Kind], Amount, From) : chain.Transfer(From, amount: Amount, to: to);
            chain.Submit(
                plain with
                {
                    Nonce = plain.Nonce + (ulong)NonceOffset,
                    Fee = new Fee(new Amount(1), new Amount(Priority), new Amount(Burn)),
                },
                From);
        }
    }
}
