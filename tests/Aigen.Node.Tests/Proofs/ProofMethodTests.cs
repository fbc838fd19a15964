using System.Text;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Node.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Tests.Proofs;

/// <summary>What a node hands to somebody who does not trust it.</summary>
public sealed class ProofMethodTests(DevNode node) : IClassFixture<DevNode>
{
    private TrustAnchor Trust => TrustAnchor.Of(node.Host.Services.Ledger.Spec);

    [Fact]
    public async Task TransactionProof_Included_Verifies()
    {
        var transaction = (await node.FundedAsync(100)).Transaction(Wallet.New().Address, 5, nonce: 0);
        await node.IncludeAsync(transaction);

        Assert.Contains($"holds transaction {transaction.Hash}", await ProvenAsync("getTransactionProof", transaction.Hash.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiptProof_OfACompletion_Verifies()
    {
        var answer = await node.Rpc.ResultAsync("chatCompletion", Chat.Ask(maxTokens: 4));
        var id = answer.Text("id")!;
        await node.IncludedReceiptAsync(id);

        Assert.Contains($"holds receipt {id}", await ProvenAsync("getReceiptProof", id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountProof_ExistingAndNot_Verifies()
    {
        var (wallet, nobody) = (await node.FundedAsync(77), Wallet.New());

        Assert.Contains($"{wallet.Address} has 77 AIGEN and the next nonce 0", await ProvenAsync("getAccountProof", $"{wallet.Address}"), StringComparison.Ordinal);
        Assert.Contains($"{nobody.Address} has no account", await ProvenAsync("getAccountProof", $"{nobody.Address}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountProof_WhileBlocksCome_IsOfOneBlock()
    {
        var (sender, receiver) = (await node.FundedAsync(1000), Wallet.New().Address);
        var including = Task.Run(async () =>
        {
            for (ulong nonce = 0; nonce < 20; nonce++) await node.IncludeAsync(sender.Transaction(receiver, 1, nonce));
        });
        while (!including.IsCompleted) await ProvenAsync("getAccountProof", $"{sender.Address}");
        await including.Soon();
    }

    [Theory]
    [InlineData("getTransactionProof", "0x0000000000000000000000000000000000000000000000000000000000000007", "a transaction in a block")]
    [InlineData("getReceiptProof", "chatcmpl-00000000000000000000000000000007", "a receipt in a block")]
    public async Task Proof_OfWhatIsInNoBlock_IsRefused(string method, string id, string expected)
    {
        var answer = await node.Rpc.CallAsync(method, new[] { id });

        Assert.Equal(expected, answer.RefusedBy("not_in_a_block", given: id));
        Assert.Contains($"{id} is in no block up to ", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_FromTheGenesisBlockOn_AreTheChain()
    {
        await node.FundedAsync(1);
        var answer = await node.Rpc.ResultAsync("getHeaders", new[] { 0 });

        var headers = answer.GetProperty("headers").EnumerateArray().ToList();
        var decoded = headers.ConvertAll(Decode);
        Assert.Equal(node.Host.Services.Ledger.Spec.Hash, decoded[0].Header.PreviousHash);
        Assert.All(decoded.Zip(decoded.Skip(1)), pair => Assert.Equal(pair.First.Hash, pair.Second.Header.PreviousHash));
        Assert.All(decoded.Zip(headers), pair => Assert.Equal((pair.First.Height, $"{pair.First.Hash}"), (pair.Second.Number("block_height"), pair.Second.Text("block_hash"))));
        Assert.True(answer.Number("height") >= decoded[^1].Height);
        Assert.Single((await node.Rpc.ResultAsync("getHeaders", new[] { 1, 1 })).GetProperty("headers").EnumerateArray());
    }

    [Fact]
    public async Task Headers_AboveTheHead_AreNotFound()
    {
        var answer = await node.Rpc.CallAsync("getHeaders", new[] { 1_000_000 });

        answer.Refused(1001);
        Assert.StartsWith("Block not found: 1000000 is above the head, ", answer.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Headers_BeyondTheirLimit_AreRefused(int limit) => Assert.Equal(
        "an integer from 1 to 1000", (await node.Rpc.CallAsync("getHeaders", new[] { 0, limit })).Refused(-32602).Text("expected"));

    private async Task<string> ProvenAsync(string method, string id)
    {
        var document = await node.Rpc.ResultAsync(method, new[] { id });
        var (proof, failure) = ProofReader.Read(Encoding.UTF8.GetBytes(document.GetRawText()));
        Assert.Null(failure);
        var verdict = ProofVerifier.Verify(proof!, Trust, null);
        Assert.Null(verdict.Failure);
        return verdict.Statements[0];
    }

    private static SignedHeader Decode(JsonElement header)
    {
        Assert.True(Hex.TryDecode(header.Text("signed_header"), out var bytes));
        return SignedHeader.Decode(bytes);
    }
}
