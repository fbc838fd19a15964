using System.Text.Json.Nodes;

namespace Aigen.Node.Client;

/// <summary>Hands a signed transaction to the node and, where asked, waits for its block.</summary>
internal static class Submission
{
    /// <summary>tx_hash and status; block_height too, where waited for.</summary>
    public static async Task<JsonObject> SendAsync(ClientRun run, JsonObject transaction, bool wait)
    {
        var answer = await run.CallAsync(wait ? "submitAndWait" : "submitTransaction", new JsonArray(transaction.DeepClone()));
        var result = new JsonObject { ["tx_hash"] = answer.Text("tx_hash"), ["status"] = answer.Text("status") };
        if (!wait)
        {
            return result;
        }

        if (answer.Text("status") != "included")
        {
            throw new ClientException(
                $"transaction {answer.Text("tx_hash")} is still {answer.Text("status")}: an earlier nonce of its sender may be missing");
        }

        result["block_height"] = answer.UInt64("block_height");
        return result;
    }
}
