using System.Buffers.Binary;
using System.Numerics;
using Aigen.Chain.Tests.Support;
using Aigen.Crypto;
using Aigen.Fuzz;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>The real intake, mempool and ledger beside a simple model of the rules: the same is taken, and the same is left after each block.</summary>
public class RuleTests
{
    private const int Chains = 3;
    private const int Blocks = 16;
    private const int CasesOfABlock = 640;
    private const int MostOfOneSender = 60;

    // Every rule that a submission can break but for a full mempool, a shutdown and a disk that is full.
    private static readonly RefusalRule[] All =
    [
        RefusalRule.Key, RefusalRule.Signature, RefusalRule.CeoSignature, RefusalRule.ChainId, RefusalRule.Timestamp, RefusalRule.Parties,
        RefusalRule.Amount, RefusalRule.Payload, RefusalRule.PayloadSize, RefusalRule.Fee, RefusalRule.Nonce, RefusalRule.NonceGap, RefusalRule.Balance,
        RefusalRule.Duplicate, RefusalRule.ReplacementFee, RefusalRule.SenderLimit, RefusalRule.Subscription,
    ];

    private readonly Dictionary<RefusalRule, int> _refused = [];

    [Fact]
    public async Task AnyTransactions_AreTakenOrRefusedAsTheModelSays()
    {
        foreach (var seed in FuzzRun.Seeds(Chains))
        {
            try
            {
                await new OneChain(seed, _refused).RunAsync();
            }
            catch (Exception e)
            {
                throw FuzzRun.Failed(seed, e);
            }
        }

        Assert.All(All, rule => Assert.True(FuzzRun.OnlySeed is not null || _refused.ContainsKey(rule), $"no case broke {rule} alone"));
    }

    private sealed class OneChain
    {
        private readonly Random _random;
        private readonly RuleModel _model;
        private readonly BentTransactions _transactions;
        private readonly List<Transaction> _taken = [];
        private readonly Dictionary<RefusalRule, int> _refused;

        public OneChain(int seed, Dictionary<RefusalRule, int> refused)
        {
            _refused = refused;
            var accounts = new ModelAccounts(Address.Parse("0x0000000000000000000000000000000000000001"));
            foreach (var wallet in TestChain.Wallets)
            {
                accounts.Mint(wallet.Address, 1_000_000);
            }

            (_random, _model) = (new Random(seed), new RuleModel(accounts, MostOfOneSender));
            _transactions = new BentTransactions(_random, accounts);
        }

        public async Task RunAsync()
        {
            using var chain = new TestChain(new MempoolLimits(PerSender: MostOfOneSender));
            for (var block = 0; block < Blocks; block++)
            {
                await SubmitManyAsync(chain);
                await SubmitAgainAsync(chain);
                Produce(chain);
                chain.Time.Advance(TimeSpan.FromSeconds(_random.Next(200)));
            }
        }

        // All at once, so that signatures are checked in batches; what came first is first in the mempool.
        private async Task SubmitManyAsync(TestChain chain)
        {
            var pending = new List<(Transaction, HashSet<RefusalRule>, Task<Submission>)>();
            for (var i = 0; i < CasesOfABlock; i++)
            {
                var (transaction, broken) = Next(chain);
                if (broken.Count == 0)
                {
                    _model.Wait(transaction);
                    _taken.Add(transaction);
                }

                pending.Add((transaction, broken, chain.Intake.SubmitAsync(transaction).AsTask()));
            }

            foreach (var (transaction, broken, submission) in pending)
            {
                Compare(transaction, broken, await submission);
            }
        }

        private (Transaction Transaction, HashSet<RefusalRule> Broken) Next(TestChain chain)
        {
            var (draft, owner) = _transactions.Next(_model.NextNonce, chain.Now);
            var key = _random.Next(12) == 0 ? BentTransactions.Keys[_random.Next(BentTransactions.Keys.Count)] : owner;
            var owns = draft.Sender.Address == (key == DevelopmentKeys.Ceo ? _model.Accounts.Ceo : key.Address) || draft.Sender.Address == key.PublicKey.Address;
            var transaction = draft with { SenderPublicKey = key.PublicKey };
            var broken = _model.BrokenByContent(transaction, owns, chain.Now);
            if (broken.Count > 0)
            {
                return (transaction, broken);
            }

            // The only cases that cost a signature.
            transaction = key.Sign(transaction);
            broken = _model.BrokenByState(transaction, chain.Ledger.Head.Header.Timestamp);
            if (_random.Next(12) == 0)
            {
                broken.Add(RefusalRule.Signature);
                transaction = transaction with { Signature = Forge(transaction.Signature) };
            }

            if (_random.Next(20) == 0)
            {
                var isGood = _random.Next(2) == 0;
                broken.Add(!isGood, RefusalRule.CeoSignature);
                var signature = DevelopmentKeys.Ceo.Sign(transaction.Hash.Bytes);
                transaction = transaction with { CeoSignature = isGood ? signature : Forge(signature) };
            }

            return (transaction, broken);
        }

        private Signature Forge(Signature signature)
        {
            var bytes = signature.Bytes.ToArray();
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
            return Signature.From(bytes);
        }

        // The very same again: without effect where it waits or is in a block, whatever is now wrong with it.
        private async Task SubmitAgainAsync(TestChain chain)
        {
            for (var i = 0; i < 20 && _taken.Count > 0; i++)
            {
                var again = _taken[_random.Next(_taken.Count)];
                if (_model.Knows(again))
                {
                    var submission = await chain.Intake.SubmitAsync(again with { SenderPublicKey = _random.Next(2) == 0 ? default : again.SenderPublicKey });
                    Assert.Equal((false, null), (submission.IsNew, submission.Refusal));
                }
            }
        }

        private void Produce(TestChain chain)
        {
            var order = chain.Mempool.Best(int.MaxValue);
            Assert.Equal(_model.Ready().Select(it => it.Hash).Order(Hashes), order.Select(it => it.Hash).Order(Hashes));
            var produced = chain.Produce();
            var refused = produced.RefusedTransactions.ToDictionary(it => it.Transaction.Hash, it => it.Refusal);
            foreach (var transaction in order)
            {
                var broken = _model.TakeIntoBlock(transaction, TestChain.RewardAddress, produced.Block.Header.Timestamp);
                Compare(transaction, broken, new Submission(!refused.ContainsKey(transaction.Hash), refused.GetValueOrDefault(transaction.Hash)));
            }

            CompareAccounts(chain);
        }

        private void CompareAccounts(TestChain chain)
        {
            var accounts = _model.Accounts;
            var sum = chain.Balances.Aggregate(BigInteger.Zero, (sum, balance) => sum + balance.Aigen);
            var supply = Supply.Load(chain.Ledger.State);
            Assert.Equal((accounts.Minted, accounts.Burned), (supply.Minted.Aigen, supply.Burned.Aigen));
            Assert.Equal(accounts.Minted - accounts.Burned, sum);
            foreach (var (wallet, balance) in accounts.Balances)
            {
                var account = Account.Load(chain.Ledger.State, wallet);
                Assert.Equal((wallet, balance, accounts.Nonce(wallet)), (wallet, account.Balance.Aigen, account.Nonce));
                Assert.Equal(accounts.Credits.GetValueOrDefault(wallet), (BigInteger)CreditAccount.Load(chain.Ledger.State, wallet).MicroAigen);
                Assert.Equal(accounts.TierAt(wallet, chain.Now), (int)Subscription.Load(chain.Ledger.State, wallet).At(chain.Now));
                Assert.Equal(_model.NextNonce(wallet), chain.Mempool.PendingNonce(wallet));
            }
        }

        private static Comparer<Hash256> Hashes { get; } = Comparer<Hash256>.Create((a, b) => a.Bytes.SequenceCompareTo(b.Bytes));

        // A rule counts where it was the only one: then nothing else can have been meant.
        private void Compare(Transaction transaction, HashSet<RefusalRule> broken, Submission submission)
        {
            foreach (var only in broken.Count == 1 ? broken : [])
            {
                _refused[only] = _refused.GetValueOrDefault(only) + 1;
            }

            var agree = submission.Refusal is { } refusal ? broken.Contains(refusal.Rule) : broken.Count == 0;
            Assert.True(agree, $"{transaction} breaks [{string.Join(", ", broken)}] and was answered {submission}");
        }
    }
}
