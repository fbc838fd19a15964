using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Metering;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;

namespace Aigen.Node.Tests.Batch;

/// <summary>Batch jobs as clients ask for them.</summary>
internal static class BatchRequests
{
    private static ulong _nonce;

    public static JsonObject Job(this Wallet wallet, JsonNode input, ulong nonce = 0, string priority = "standard", string model = "aigen-tiny") => new()
    {
        ["priority"] = priority,
        ["model_id"] = model,
        ["input_data"] = input.DeepClone(),
        ["transaction"] = Wallet.Json(wallet.JobPayment(input, nonce, priority, model)),
    };

    public static Transaction JobPayment(this Wallet wallet, JsonNode input, ulong nonce, string priority = "standard", string model = "aigen-tiny")
    {
        Assert.True(BatchPriorityNames.TryParse(priority, out var known));
        var hash = BatchInput.Of(JsonSerializer.SerializeToElement(input)).Hash;
        return wallet.Transaction(
            Wallet.CeoAddress, BatchTerms.PriceOf(known).Aigen, nonce,
            $$"""{"user_address":"{{wallet.Address}}","model_id":"{{model}}","priority":"{{priority}}","input_hash":"{{hash}}"}""");
    }

    /// <summary>What a wallet sends to see input and answer of its job.</summary>
    public static JsonObject Seeing(this Wallet wallet, string job, DateTimeOffset? now = null)
    {
        var (timestamp, nonce) = ((now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds(), Interlocked.Increment(ref _nonce));
        var messages = new AccessMessages(Wallet.DevelopmentMagic, DevelopmentKeys.Producer.PublicKey, wallet.Address);
        return new JsonObject
        {
            ["job_id"] = job,
            ["wallet"] = new JsonObject
            {
                ["public_key"] = wallet.Key.PublicKey.ToString(),
                ["timestamp"] = timestamp,
                ["nonce"] = nonce,
                ["signature"] = wallet.Key.Sign(messages.Batch(timestamp, Hash256.Parse(job), nonce)).ToString(),
            },
        };
    }

    /// <summary>The receipts of a wallet's jobs, from the first block on, as they come into blocks.</summary>
    public static Task<string> FollowBillsAsync(this WsClient socket, Wallet wallet) => socket.SubscribeAsync(
        "subscribeEvents", new { events = new[] { "receipt" }, addresses = new[] { $"{wallet.Address}" }, from = 0 });

    /// <summary>A job at its end, as its wallet sees it.</summary>
    public static async Task<JsonElement> EndAsync(this RpcClient rpc, WsClient socket, Wallet wallet, string job)
    {
        var bills = await socket.FollowBillsAsync(wallet);
        var bill = (await rpc.ResultAsync("getBatchStatus", new[] { job })).Text("receipt_id");
        while ((await socket.NextAsync(bills)).GetProperty("data").GetProperty("receipt").Text("id") != bill)
        {
        }

        return await rpc.ResultAsync("getBatchStatus", wallet.Seeing(job));
    }
}
