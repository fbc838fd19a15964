using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen tx subscribe</c>: buys months of a tier.</summary>
internal static class SubscribeCommand
{
    private static readonly Option<string> Tier = new("--tier")
    {
        Description = "basic, pro or unlimited.",
        HelpName = "TIER",
        Required = true,
    };

    private static readonly Option<int> Months = Values.WithDefault("--months", "Months to buy, 1 to 12.", 1, 12, 1);

    public static Command Create(ClientWorld world)
    {
        Tier.AcceptOnlyFromAmong("basic", "pro", "unlimited");
        return ClientCommand.Online(
            "subscribe", "Buys months of a tier, and answers when the payment is in a block.", world, RunAsync, ClientOptions.Key, Tier, Months,
            ClientOptions.Json);
    }

    private static async Task RunAsync(ClientRun run)
    {
        var (key, tier, months) = (await run.KeyAsync(), run.Get(Tier)!, run.Get(Months));
        var price = MonthlyCost(await run.CallAsync("getTierInfo"), tier) * (ulong)months;
        var terms = TransactionTerms.ModuleCall(await run.NetworkAsync(), price, new JsonObject
        {
            ["tier"] = tier,
            ["duration_months"] = months,
            ["user_address"] = key.Address.ToString(),
        });
        await run.PrintAsync(await run.CallAsync("subscribeTier", new JsonObject
        {
            ["tier"] = tier,
            ["duration_months"] = months,
            ["transaction"] = TransactionJson.Of(await Wallet.SignAsync(run, key, terms)),
        }));
    }

    private static ulong MonthlyCost(JsonElement tiers, string tier) =>
        tiers.List("tiers").Where(terms => terms.Text("tier") == tier).Select(terms => (ulong?)terms.UInt64("monthly_cost")).FirstOrDefault()
        ?? throw new ClientException($"the node has no tier {tier}");
}
