using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// A payer as the desk sees it: the chain's state, moved on by the receipts that no block holds yet, and what running requests have set
/// aside.
/// </summary>
internal sealed class PayerAccount(Address wallet, IStateReader state)
{
    private readonly List<Receipt> _pending = [];

    public Usage Usage { get; private set; } = Usage.Load(state, wallet);

    public Credit Credit { get; private set; } = CreditAccount.Load(state, wallet);

    public Subscription Subscription { get; private set; } = Subscription.Load(state, wallet);

    /// <summary>Requests that run on the quota.</summary>
    public ulong ReservedRequests { get; private set; }

    /// <summary>Credit that running requests have set aside.</summary>
    public Credit ReservedCredit { get; private set; }

    public Credit FreeCredit => Credit - ReservedCredit;

    /// <summary>Nothing runs and nothing waits: the chain's state says it all.</summary>
    public bool IsIdle => _pending.Count == 0 && ReservedRequests == 0 && ReservedCredit == Credit.Zero;

    public void Reserve(Reservation reservation)
    {
        ReservedCredit += reservation.Credit;
        ReservedRequests += reservation.Funding == Funding.Quota ? 1UL : 0UL;
    }

    public void Release(Reservation reservation)
    {
        ReservedCredit -= reservation.Credit;
        ReservedRequests -= reservation.Funding == Funding.Quota ? 1UL : 0UL;
    }

    public void Settle(Receipt receipt)
    {
        _pending.Add(receipt);
        Move(receipt);
    }

    /// <summary>Starts again from the state after a block, without the receipts that are in it.</summary>
    public void Follow(IReadOnlySet<ReceiptId> committed)
    {
        _pending.RemoveAll(receipt => committed.Contains(receipt.Id));
        Usage = Usage.Load(state, wallet);
        Credit = CreditAccount.Load(state, wallet);
        Subscription = Subscription.Load(state, wallet);
        _pending.ForEach(Move);
    }

    private void Move(Receipt receipt)
    {
        Usage = Usage.After(receipt);

        // What a failed batch job gives back is there once a block says so.
        Credit -= receipt.Funding == Funding.Credit ? new Credit(receipt.Price) : Credit.Zero;
    }
}
