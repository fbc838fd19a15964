using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class TierParameters
{
    private static readonly FieldType<string> Sold = FieldType.Choice([.. TierTable.All.Where(tier => tier != Chain.Tier.Free).Select(tier => tier.Name())]);

    public static readonly Parameter<Address?> UserAddress = ChainTypes.Address.Optional(
        "user_address", "The wallet; without it, the anonymous wallet of the caller's address. Anybody may ask for anybody's figures.");

    public static readonly Parameter<Tier> Tier = new FieldType<Tier>(Sold.Expected, Sold.Schema, AsSoldTier).Required("tier", "The tier to buy.");

    public static readonly Parameter<int> Months = FieldType.Int32(1, 12).Required("duration_months", "How many months.");

    private static Tier AsSoldTier(RpcField field) =>
        TierNames.TryParse(field.AsString(), out var tier) && tier != Chain.Tier.Free ? tier : throw field.Refuse(Sold.Expected);
}
