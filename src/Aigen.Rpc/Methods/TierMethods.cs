using Aigen.Chain;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Views;

namespace Aigen.Rpc.Methods;

internal sealed class TierMethods(NodeServices node)
{
    public ValueTask<RpcResult> CheckQuota(RpcCall call)
    {
        var wallet = WalletOf(call);
        var figures = node.Desk.FiguresOf(wallet);
        var limit = node.Ledger.Spec.Tiers[figures.Tier].RequestLimit;
        var reset = Times.Text(Usage.ResetAfter(Now));
        var view = new QuotaView(
            figures.Usage.Requests, limit ?? -1, reset, wallet.ToString(), figures.Tier.Name(), figures.Usage.Requests,
            limit is { } most ? Math.Max(0, most - (long)figures.Usage.Requests) : -1, reset, figures.Usage.Tokens, figures.Credit.MicroAigen);
        return new(RpcResult.Ok(view, ViewJson.Default.QuotaView));
    }

    public ValueTask<RpcResult> GetTierInfo(RpcCall call)
    {
        var tier = node.Desk.FiguresOf(WalletOf(call)).Tier;
        return new(RpcResult.Ok(TierInfoView.Of(tier, node.Ledger.Spec.Tiers), ViewJson.Default.TierInfoView));
    }

    public async ValueTask<RpcResult> SubscribeTier(RpcCall call)
    {
        if (Shutdown.Load(node.Ledger.State) is { } shutdown)
        {
            return RpcResult.Fail(ErrorTable.Of(shutdown.Refuse()));
        }

        var (tier, months) = (call.Get(TierParameters.Tier), call.Get(TierParameters.Months));
        var price = node.Ledger.Spec.Tiers[tier].MonthlyCost.Aigen * (ulong)months;
        if (call.Get(TransactionParameters.Payment) is not { } transaction)
        {
            return RpcResult.Fail(ErrorTable.Of(new PaymentRequired(
                price, 0, $"{months} x tier {tier.Name()} needs a transaction of {price} AIGEN to {node.Ledger.Spec.CeoWallet} with the payload "
                + "{\"tier\",\"duration_months\",\"user_address\"}")));
        }

        CheckPays(transaction, tier, months);
        return await SubscribeAsync(transaction, tier, months, call.Aborted);
    }

    private async Task<RpcResult> SubscribeAsync(Transaction transaction, Tier tier, int months, CancellationToken cancellationToken)
    {
        var (_, fate) = await node.Chain.Tracker.IncludeAsync(transaction, atOnce: true, cancellationToken);
        if (fate.Reason is { } refusal)
        {
            return RpcResult.Fail(ErrorTable.Of(refusal));
        }

        var wallet = transaction.Sender.Address;
        var subscription = Subscription.Load(node.Ledger.State, wallet);
        return RpcResult.Ok(
            new SubscribedView(
                true, tier.Name(), months, wallet.ToString(), subscription.At(Now).Name(), Times.Text(subscription.Until),
                transaction.Hash.ToString(), fate.Block!.Height),
            ViewJson.Default.SubscribedView);
    }

    // A payload that means a payment but says it wrongly is left to the chain, whose refusal says how.
    private void CheckPays(Transaction transaction, Tier tier, int months)
    {
        var paid = Payments.SubscribesTo(transaction, node.Ledger.Spec);
        if (paid != (tier, months) && !Payments.IsMalformed(transaction, node.Ledger.Spec))
        {
            var given = paid is null ? "a transaction that buys no tier" : $"a payment of {paid.Value.Months} x tier {paid.Value.Tier.Name()}";
            throw new RpcException(RpcError.InvalidParameter("transaction", given, $"a payment of {months} x tier {tier.Name()}"));
        }
    }

    private long Now => node.Time.GetUtcNow().ToUnixTimeSeconds();

    // An address in a parameter is a claim: it names whose public figures are asked for, and spends nothing.
    private Address WalletOf(RpcCall call) =>
        call.Get(TierParameters.UserAddress) ?? AccessMethods.TokenOf(call, node)?.Wallet
        ?? node.Desk.Anonymous.WalletOf(call.Caller.RemoteAddress);
}
