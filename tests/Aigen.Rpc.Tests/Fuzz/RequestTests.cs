using System.Text;
using System.Text.Json;
using Aigen.Fuzz;
using Aigen.Primitives;

namespace Aigen.Rpc.Tests.Fuzz;

/// <summary>Whatever is sent, the answer is a result or an error that the documentation knows, and never a fault of the node.</summary>
public class RequestTests
{
    private static readonly int[] Documented = [-32700, -32600, -32601, -32602, -32004, -32005, 1001, 1002, 1003, 1004, 2001, 2003, 2004, 2005, 2006, 2007, 2008, 3002, 3003];

    private static readonly string[] Methods =
    [
        "getChainInfo", "getBlock", "getBalance", "getReceipt", "getTransaction", "getPendingTransactions", "health", "getNodeInfo", "submitShutdown",
        "approveSIP", "vetoSIP", "getSIPStatus", "listModels", "getModelInfo", "loadModel", "unloadModel", "checkQuota", "getTierInfo", "getTransactionsByAddress",
        "getHealth", "getMetrics", "initNewModel", "approveModelUpgrade", "rejectUpgrade", "submitGovVote", "getTransactionProof", "getReceiptProof", "getAccountProof", "getHeaders", "subscribeNewBlocks", "subscribeTransaction", "unsubscribe",
    ];

    [Fact]
    public Task Call_WithABentTransaction_IsAnsweredAsDocumented() => RunAsync(15_000, random => Encoding.UTF8.GetBytes(new BentRequests(random).Next()));

    [Fact]
    public Task Call_WithBentBytes_IsAnsweredAsDocumented() =>
        RunAsync(40_000, random => ByteMutation.Bend(Encoding.UTF8.GetBytes(new BentRequests(random).Next()), random));

    [Fact]
    public Task Call_OfAnyMethodWithAnyValues_IsAnsweredAsDocumented() => RunAsync(20_000, random =>
    {
        var values = Enumerable.Range(0, random.Next(4)).Select(_ => BentRequests.AnyValue(random));
        var method = Methods[random.Next(Methods.Length)];
        return Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[{{string.Join(',', values)}}]}""");
    });

    [Fact]
    public async Task SubmitTransaction_OddSignatures_ByTheRule()
    {
        await using var node = new InProcessNode(OddSigner.All.Select(odd => odd.Key.Address).Distinct());
        var single = new List<bool>();
        foreach (var odd in OddSigner.All)
        {
            single.Add(Taken(await node.PostAsync(Encoding.UTF8.GetBytes(Submit(odd, 0)))));
        }

        var together = new List<bool>();
        foreach (var some in OddSigner.All.Chunk(100))
        {
            var answers = await node.PostAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', some.Select(odd => Submit(odd, 1)))}]"));
            together.AddRange(answers.EnumerateArray().Select(Taken));
        }

        var expected = OddSigner.All.Select(odd => (odd.Name, odd.IsValid)).ToList();
        Assert.Equal(expected, OddSigner.All.Select((odd, i) => (odd.Name, single[i])));
        Assert.Equal(expected, OddSigner.All.Select((odd, i) => (odd.Name, together[i])));
    }

    private static async Task RunAsync(int count, Func<Random, byte[]> make)
    {
        await using var node = new InProcessNode();
        foreach (var seed in FuzzRun.Seeds(count))
        {
            var body = make(new Random(seed));
            try
            {
                Check(await node.PostAsync(body));
            }
            catch (Exception e)
            {
                throw FuzzRun.Failed(seed, new InvalidOperationException($"{Encoding.UTF8.GetString(body)} : {e.Message} {node.Faults}", e));
            }
        }

        Assert.Empty(node.Faults);
    }

    private static void Check(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Array)
        {
            Assert.All(answer.EnumerateArray(), Check);
        }
        else if (answer.ValueKind != JsonValueKind.Undefined && !answer.TryGetProperty("result", out _))
        {
            Assert.Contains(answer.GetProperty("error").GetProperty("code").GetInt32(), Documented);
        }
    }

    private static bool Taken(JsonElement answer)
    {
        if (answer.TryGetProperty("result", out _))
        {
            return true;
        }

        Assert.Equal("signature", answer.GetProperty("error").GetProperty("data").GetProperty("rule").GetString());
        return false;
    }

    private static string Submit(OddSigner odd, ulong nonce)
    {
        var transaction = BentRequests.Plain with { Sender = Party.Of(odd.Key.Address), SenderPublicKey = odd.Key, Nonce = nonce };
        transaction = transaction with { Signature = odd.Sign(transaction.Hash.Bytes.ToArray()) };
        return BentRequests.Submit(transaction);
    }
}
