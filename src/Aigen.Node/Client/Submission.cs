using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>Hands a signed transaction to the node and, where asked, waits for its block.</summary>
internal static class Submission
{
    // A block follows a transaction within the block time; this is for one that waits behind a missing nonce.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>tx_hash and status; block_height too, where waited for.</summary>
    public static async Task<JsonObject> SendAsync(ClientRun run, JsonObject transaction, bool wait)
    {
        var answer = await run.CallAsync("submitTransaction", new JsonArray(transaction.DeepClone()));
        var hash = answer.Text("tx_hash");
        var result = new JsonObject { ["tx_hash"] = hash, ["status"] = answer.Text("status") };
        if (wait)
        {
            var fate = await WaitAsync(run, hash);
            result["status"] = fate.Text("status");
            result["block_height"] = fate.UInt64("block_height");
        }

        return result;
    }

    private static async Task<JsonElement> WaitAsync(ClientRun run, string hash)
    {
        var started = run.World.Time.GetTimestamp();
        while (true)
        {
            var fate = await run.CallAsync("getTransaction", new JsonArray(hash));
            switch (fate.Text("status"))
            {
                case "included":
                    return fate;
                case "unknown":
                    throw new ClientException($"the node dropped transaction {hash}: another with its nonce, or a change of the balance, came first");
            }

            if (run.World.Time.GetElapsedTime(started) > Patience)
            {
                throw new ClientException(
                    $"transaction {hash} is still pending after {Patience.TotalSeconds} s: an earlier nonce of its sender may be missing");
            }

            await Task.Delay(Pause, run.World.Time, run.Cancelled);
        }
    }
}
