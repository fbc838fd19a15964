using System.Text;
using System.Text.Json;
using Aigen.Fuzz;
using Aigen.Primitives;

namespace Aigen.Rpc.Tests.Fuzz;

/// <summary>Whatever is sent, the answer is a result or an error that the documentation knows, and never a fault of the node.</summary>
public class RequestTests
{
    [Fact]
    public Task Call_WithABentTransaction_IsAnsweredAsDocumented() =>
        RunAsync(15_000, random => Encoding.UTF8.GetBytes(new BentTransactions(random, InProcessNode.Now).Next()));

    [Fact]
    public Task Call_WithBentBytes_IsAnsweredAsDocumented() => RunAsync(
        40_000, random => ByteMutation.Bend(Encoding.UTF8.GetBytes(new BentTransactions(random, InProcessNode.Now).Next()), random));

    [Fact]
    public Task Call_OfAnyMethodBentInAnyWay_IsAnsweredAsDocumented() => RunAsync(40_000, random => new BentCalls(random, InProcessNode.Now).NextBody());

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
                var expected = ExpectedAnswer.To(body, InProcessNode.Limits.BatchCalls, InProcessNode.Limits.Depth);
                var answer = await node.PostAsync(body, seed % 8 == 0 ? BentCalls.UnknownToken : null);
                if (answer.ValueKind == JsonValueKind.Undefined) Assert.True(expected.IsNone, "no answer");
                else Assert.Null(expected.FindFault(answer));
            }
            catch (Exception e)
            {
                throw FuzzRun.Failed(seed, new InvalidOperationException($"{Encoding.UTF8.GetString(body)} : {e.Message} {node.Faults}", e));
            }
        }

        Assert.Empty(node.Faults);
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
        var transaction = BentTransactions.Plain(InProcessNode.Now) with { Sender = Party.Of(odd.Key.Address), SenderPublicKey = odd.Key, Nonce = nonce };
        transaction = transaction with { Signature = odd.Sign(transaction.Hash.Bytes.ToArray()) };
        return BentTransactions.Submit(transaction);
    }
}
