using System.Numerics;
using Aigen.Primitives;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>What every wallet has, by the model.</summary>
internal sealed class ModelAccounts(Address ceo)
{
    private readonly Dictionary<Address, BigInteger> _balances = [], _credit = [];
    private readonly Dictionary<Address, ulong> _nonces = [];
    private readonly Dictionary<Address, List<(int Tier, DateTimeOffset End)>> _booked = [];

    public Address Ceo => ceo;

    public HashSet<string> Proposals { get; } = [];

    public BigInteger Minted { get; private set; }

    public BigInteger Burned { get; private set; }

    public IReadOnlyDictionary<Address, BigInteger> Balances => _balances;

    public IReadOnlyDictionary<Address, BigInteger> Credits => _credit;

    public void Mint(Address to, ulong amount)
    {
        _balances[to] = amount;
        Minted += amount;
    }

    public BigInteger Balance(Address wallet) => _balances.GetValueOrDefault(wallet);

    public ulong Nonce(Address wallet) => _nonces.GetValueOrDefault(wallet);

    public bool IsFree(Transaction it) => it.Priority && it.Sender.Address == ceo;

    public BigInteger Cost(Transaction it) => it.Amount.Aigen + (IsFree(it) ? 0 : (BigInteger)it.Fee.Base.Aigen + it.Fee.Priority.Aigen);

    public void Move(Transaction it, Address reward)
    {
        _balances[it.Sender.Address] -= Cost(it);
        _nonces[it.Sender.Address] = Nonce(it.Sender.Address) + 1;
        _balances[it.Receiver.Address] = Balance(it.Receiver.Address) + it.Amount.Aigen;
        if (!IsFree(it))
        {
            _balances[reward] = Balance(reward) + it.Fee.Base.Aigen + it.Fee.Priority.Aigen - it.Fee.Burn.Aigen;
            Burned += it.Fee.Burn.Aigen;
        }
    }

    public void Call(Transaction it, ModelCall call, long time)
    {
        var sender = it.Sender.Address;
        if (call.Buys)
        {
            _credit[sender] = _credit.GetValueOrDefault(sender) + ((BigInteger)it.Amount.Aigen * 1_000_000);
        }

        if (call.Proposal is not null)
        {
            Proposals.Add(call.Proposal);
        }

        if (call.Tier > 0)
        {
            _booked[sender] = Booked(sender, call, time)!;
        }
    }

    public int TierAt(Address wallet, long time) => Left(wallet, time).Select(period => period.Tier).FirstOrDefault();

    /// <summary>
    /// The wallet's tiers, one after the other, once some more months are bought: a higher one replaces all, the same one moves the
    /// others on, a lower one comes last; null where another lower one is booked already.
    /// </summary>
    public List<(int Tier, DateTimeOffset End)>? Booked(Address wallet, ModelCall call, long time)
    {
        var left = Left(wallet, time);
        if (left.Count == 0 || call.Tier > left[0].Tier)
        {
            return [(call.Tier, DateTimeOffset.FromUnixTimeSeconds(time).AddMonths(call.Months))];
        }

        if (!left.Exists(period => period.Tier == call.Tier))
        {
            return left.Count == 1 ? [left[0], (call.Tier, left[0].End.AddMonths(call.Months))] : null;
        }

        var at = left.FindIndex(period => period.Tier == call.Tier);
        return [.. left.Select((period, i) => i < at ? period : (period.Tier, period.End.AddMonths(call.Months)))];
    }

    private List<(int Tier, DateTimeOffset End)> Left(Address wallet, long time) =>
        [.. _booked.GetValueOrDefault(wallet, []).Where(period => time < period.End.ToUnixTimeSeconds())];
}
