using System.Text.Json;
using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

[Collection(SharedNode.Name)]
public sealed class TransactionCommandTests(RunningNode node)
{
    [Fact]
    public async Task Send_WithWait_MovesTheBalance()
    {
        var before = await BalanceAsync("dev:2");

        var sent = (await node.RunAsync("tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "5", "--wait")).Succeeded();

        Assert.Equal("included", sent["status"]);
        Assert.Equal(before + 5, await BalanceAsync("dev:2"));
        var block = (await node.RunAsync("chain", "block", sent["block_height"], "--json")).Succeeded();
        Assert.Contains(sent["tx_hash"], block.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Json_IsAnObject()
    {
        var sent = (await node.RunAsync("tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "1", "--payload", "note", "--json")).Succeeded();

        var result = JsonElement.Parse(sent.Output);
        Assert.Equal("accepted", result.GetProperty("status").GetString());
        var found = (await node.RunAsync("tx", "get", result.GetProperty("tx_hash").GetString()!)).Succeeded();
        Assert.Contains("0x6e6f7465", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_MoreThanTheBalance_PrintsTheRefusalAndItsNumbers()
    {
        var result = await node.RunAsync("tx", "send", "--key", "dev:10", "--to", "dev:2", "--amount", "1000001");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error -32602: balance 1000000, needed 1000002", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"rule\": \"balance\"", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ALaterNonce_WaitsAmongThePending()
    {
        var sent = (await node.RunAsync("tx", "send", "--key", "dev:9", "--to", "dev:2", "--amount", "1", "--nonce", "3")).Succeeded();

        Assert.Equal("queued", (await node.RunAsync("tx", "get", sent["tx_hash"])).Succeeded()["status"]);
    }

    [Fact]
    public async Task Submit_SignedOfflineAndPiped_IsAccepted()
    {
        var chainId = (await node.RunAsync("chain", "info")).Succeeded()["chain_id"];
        var signed = (await CommandRun.OfflineAsync(
            "tx", "sign", "--key", "dev:8", "--to", "dev:2", "--amount", "1", "--nonce", "0", "--chain-id", chainId)).Succeeded();

        var submitted = (await node.WithInputAsync(signed.Output, "tx", "submit", "-", "--wait")).Succeeded();

        Assert.Equal("included", submitted["status"]);
    }

    [Fact]
    public async Task Submit_SomethingElse_SaysWhatItIsNot()
    {
        Assert.Equal("aigen: standard input is not a JSON object\n", (await node.WithInputAsync("[]", "tx", "submit", "-")).Error);
        Assert.StartsWith("aigen: standard input is not JSON: ", (await node.WithInputAsync("{", "tx", "submit", "-")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pay_TokensThatBeginAThousand_CostsTheWholeOfIt()
    {
        var paid = (await node.RunAsync("tx", "pay", "--key", "dev:7", "--max-tokens", "1001", "--wait")).Succeeded();

        Assert.Equal("2", paid["amount"]);
        var address = (await CommandRun.OfflineAsync("keys", "show", "dev:7"))["address"];
        var quota = (await node.RunAsync("call", "checkQuota", $"[\"{address}\"]")).Succeeded();
        Assert.Equal(2_000_000, JsonElement.Parse(quota.Output).GetProperty("credit_micro_aigen").GetInt64());
    }

    [Fact]
    public async Task Subscribe_Months_CostsTheirPriceExactly()
    {
        var before = await BalanceAsync("dev:6");

        var bought = (await node.RunAsync("tx", "subscribe", "--key", "dev:6", "--tier", "basic", "--months", "3")).Succeeded();

        Assert.Equal("basic", bought["current_tier"]);
        Assert.Equal(before - 150 - 1, await BalanceAsync("dev:6"));
    }

    private async Task<long> BalanceAsync(string address) =>
        long.Parse((await node.RunAsync("chain", "balance", address)).Succeeded()["balance"]);
}
