using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Metering;

/// <summary>
/// Reserve, then settle, under one lock: two requests can never spend the same token. Receipts leave here in the order of their
/// settlement, priced exactly as the chain will price them.
/// </summary>
internal sealed class ReservationBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Address, PayerAccount> _accounts = [];
    private readonly Ledger _ledger;
    private readonly ChainWriter _writer;
    private readonly SigningKey _node;
    private readonly TimeProvider _time;
    private long _lastSettlement;
    private int _running;
    private TaskCompletionSource? _settled;

    public ReservationBook(Ledger ledger, ChainWriter writer, SigningKey node, TimeProvider time)
    {
        (_ledger, _writer, _node, _time) = (ledger, writer, node, time);
        _lastSettlement = ledger.Head.Header.Timestamp;
        lock (_lock)
        {
            writer.Committed += Follow;
            foreach (var receipt in writer.PendingReceipts)
            {
                AccountOf(receipt.Payer).Settle(receipt);
                _lastSettlement = Math.Max(_lastSettlement, receipt.Timestamp);
            }
        }
    }

    public (Reservation? Reservation, DeskRefusal? Refusal) Reserve(Payer payer, Demand demand)
    {
        lock (_lock)
        {
            var account = AccountOf(payer.Wallet);
            var (reservation, refusal) = new Quote(_ledger.Spec, Now).For(payer, account, demand);
            if (reservation is not null)
            {
                account.Reserve(reservation);
                reservation.Token?.Reserve(reservation.MicroAigen);
                _running++;
                DeskInstruments.Running.Add(1);
            }

            ForgetIfIdle(payer.Wallet);
            return (reservation, refusal);
        }
    }

    /// <summary>Lets a batch job run, for which nothing has to be set aside: its payment is its own.</summary>
    public Reservation Begin(BatchOrder job, int maxTokens)
    {
        lock (_lock)
        {
            _running++;
            DeskInstruments.Running.Add(1);
            return new Reservation(job.Payment.User, Funding.Batch, job.Price, maxTokens, TurnWeight.BatchJob) { Job = job };
        }
    }

    /// <summary>Why a request would be refused now; nothing is set aside.</summary>
    public DeskRefusal? WouldRefuse(Payer payer, Demand demand)
    {
        lock (_lock)
        {
            var refusal = new Quote(_ledger.Spec, Now).For(payer, AccountOf(payer.Wallet), demand).Refusal;
            ForgetIfIdle(payer.Wallet);
            return refusal;
        }
    }

    /// <summary>Gives back what was set aside, and charges nothing.</summary>
    public void Release(Reservation reservation)
    {
        lock (_lock)
        {
            AccountOf(reservation.Wallet).Release(reservation);
            reservation.Token?.Release(reservation.MicroAigen);
            ForgetIfIdle(reservation.Wallet);
            End();
        }
    }

    /// <summary>Gives back what was set aside and charges what was delivered: the receipt is priced, signed and stored.</summary>
    /// <param name="reservation">What was set aside.</param>
    /// <param name="unpriced">The receipt without price, time and signature.</param>
    /// <param name="beside">Puts what must be stored with the receipt or not at all.</param>
    public Receipt Settle(Reservation reservation, Receipt unpriced, Action<Receipt, IWriteBatch>? beside = null)
    {
        lock (_lock)
        {
            var account = AccountOf(reservation.Wallet);
            account.Release(reservation);
            reservation.Token?.Release(reservation.MicroAigen);

            // A clock that jumps back must not open a month again that is closed, nor settle a job before its time.
            _lastSettlement = Math.Max(_lastSettlement, Math.Max(Now, EarliestOf(reservation, unpriced)));
            var price = PriceOf(reservation, unpriced, account.Usage.At(_lastSettlement).Tokens);
            var receipt = _node.Sign(unpriced with { Price = price, Timestamp = _lastSettlement });
            try
            {
                Submit(receipt, reservation.Token, beside);
            }
            finally
            {
                End();
            }

            account.Settle(receipt);
            DeskInstruments.Count(receipt);
            return receipt;
        }
    }

    // What a token spent is stored together with the receipt, so that no kill comes between them.
    private void Submit(Receipt receipt, AccessToken? token, Action<Receipt, IWriteBatch>? beside)
    {
        if (token is null || receipt.Price == 0)
        {
            _writer.Submit(receipt, beside is null ? null : batch => beside(receipt, batch));
            return;
        }

        _writer.Submit(receipt, batch => AccessTokenStore.PutSpent(batch, token, token.SpentWith(receipt.Price)));
        token.Spend(receipt.Price);
    }

    private static long EarliestOf(Reservation reservation, Receipt unpriced) =>
        unpriced.End == CompletionEnd.Failed ? 0 : reservation.Job?.Payment.ScheduledAt ?? 0;

    private ulong PriceOf(Reservation reservation, Receipt unpriced, ulong tokensBefore) => reservation.Funding switch
    {
        Funding.Credit => _ledger.Spec.Prices.PriceOf(unpriced.TotalTokens, tokensBefore),
        Funding.Batch when unpriced.End != CompletionEnd.Failed => reservation.MicroAigen,
        _ => 0,
    };

    /// <summary>What a wallet has and has used, the receipts that no block holds yet counted in.</summary>
    public PayerFigures Figures(Address wallet)
    {
        lock (_lock)
        {
            var account = AccountOf(wallet);
            var figures = new PayerFigures(account.Subscription.At(Now), account.Usage.At(Now), account.Credit);
            ForgetIfIdle(wallet);
            return figures;
        }
    }

    /// <summary>Done when no request runs any more: each is settled, and its receipt stored.</summary>
    public Task WhenSettled()
    {
        lock (_lock)
        {
            return _running == 0 ? Task.CompletedTask : (_settled ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    private void End()
    {
        DeskInstruments.Running.Add(-1);
        if (--_running == 0)
        {
            _settled?.SetResult();
            _settled = null;
        }
    }

    private PayerAccount AccountOf(Address wallet)
    {
        if (!_accounts.TryGetValue(wallet, out var account))
        {
            account = new PayerAccount(wallet, _ledger.State);
            _accounts.Add(wallet, account);
        }

        return account;
    }

    private void ForgetIfIdle(Address wallet)
    {
        if (_accounts.TryGetValue(wallet, out var account) && account.IsIdle)
        {
            _accounts.Remove(wallet);
        }
    }

    private void Follow(CommittedBlock committed)
    {
        lock (_lock)
        {
            var settled = committed.Block.Receipts.Concat(committed.RefusedReceipts).Select(receipt => receipt.Id).ToHashSet();
            foreach (var (wallet, account) in _accounts.ToArray())
            {
                account.Follow(settled);
                ForgetIfIdle(wallet);
            }
        }
    }
}
