using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Commands;

[Collection(SharedNode.Name)]
public sealed class ProofCommandTests(RunningNode node) : IDisposable
{
    private const string GenesisHash = "0x67dcb713efcf014592a7f2df3d6a407678e75fc740cd602e5f48699a10fa8c45";
    private const string Producer = "0x66be7e332c7a453332bd9d0a7f7db055f5c5ef1a06ada66d98b39fb6810c473a";

    private static readonly string Genesis = Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ProveAndVerify_Transaction_SaysWhatIsProven()
    {
        var (proof, hash) = await ProveAsync();

        var alone = (await VerifyAsync(proof, "--genesis", Genesis)).Succeeded();

        Assert.Contains($" of network dev (", alone.Output, StringComparison.Ordinal);
        Assert.Contains($"holds transaction {hash} at index 0: ", alone.Output, StringComparison.Ordinal);
        Assert.Contains("pays 5 AIGEN to 0xfE58D4dEf43198B66BA35cFf4B2e584BE19efA05\n", alone.Output, StringComparison.Ordinal);
        Assert.Contains("rests on the signature of producer", alone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_FetchedInParts_GoOnAndCarryTheProof()
    {
        var headers = _folder.File("headers");
        (await node.RunAsync("chain", "headers", "--to", "0", "--out", headers)).Succeeded();
        var (proof, _) = await ProveAsync();
        Assert.Contains("the proof's block is not in it", (await VerifyAsync(proof, "--genesis", Genesis, "--headers", headers)).Error, StringComparison.Ordinal);

        (await node.RunAsync("chain", "headers", "--out", headers)).Succeeded();

        var result = (await VerifyAsync(proof, "--genesis-hash", GenesisHash, "--producer", Producer, "--headers", headers)).Succeeded();
        Assert.Contains($"from the genesis hash {GenesisHash}, all but block 0 signed by a producer", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_AfterAnotherChain_AreRefused()
    {
        var headers = _folder.File("headers");
        (await node.RunAsync("chain", "headers", "--to", "0", "--out", headers)).Succeeded();
        var bytes = await File.ReadAllBytesAsync(headers);
        bytes[50] ^= 1;
        await File.WriteAllBytesAsync(headers, bytes);
        await ProveAsync();

        var result = await node.RunAsync("chain", "headers", "--out", headers);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("aigen: block 1 of the node follows 0x", result.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(headers));
    }

    [Theory]
    [InlineData("aigen: --from 9 would leave a gap: the file ends with block 0", "--from", "9")]
    [InlineData("aigen: --to 1000000 is above the head, ", "--to", "1000000")]
    public async Task Headers_OutOfReach_SayWhy(string expected, params string[] range)
    {
        var headers = _folder.File("headers");
        (await node.RunAsync("chain", "headers", "--to", "0", "--out", headers)).Succeeded();

        Assert.StartsWith(expected, (await node.RunAsync(["chain", "headers", "--out", headers, .. range])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_IntoAnotherFile_LeaveItAlone()
    {
        var file = _folder.Write("letter", "to somebody, longer than the tag of header files");

        Assert.Contains("it is no file of headers", (await node.RunAsync("chain", "headers", "--out", file)).Error, StringComparison.Ordinal);
        Assert.StartsWith("to somebody", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Tampered_NamesTheStepAndBothValues()
    {
        var (proof, _) = await ProveAsync();
        var bent = (await File.ReadAllTextAsync(proof)).Replace("\"amount\": 5", "\"amount\": 6", StringComparison.Ordinal);

        var result = await VerifyAsync(_folder.Write("bent.json", bent), "--genesis", Genesis);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal("aigen: the proof fails at the fields: transaction.amount does not say what the bytes say: expected 5, found 6\n", result.Error);
    }

    [Fact]
    public async Task Verify_AnotherProducer_IsRefused()
    {
        var (proof, _) = await ProveAsync();

        var result = await VerifyAsync(proof, "--genesis-hash", GenesisHash, "--producer", GenesisHash);

        Assert.Matches($"the proof fails at the producer: block [0-9]+: its key is no producer's of the genesis file: expected {GenesisHash}, found {Producer}", result.Error);
    }

    [Fact]
    public async Task Verify_WithoutTrust_AsksForIt() => Assert.Equal(
        "aigen: say what is trusted: either --genesis FILE, or --genesis-hash HASH and --producer KEY\n", (await VerifyAsync("none.json")).Error);

    [Fact]
    public async Task Prove_FromTheDatabaseBesideARunningNode_IsTheSameProof()
    {
        using var folder = new DataDir();
        await using var daemon = await DaemonProcess.StartNodeAsync(folder.Path);
        var sent = (await CommandRun.OfflineAsync(
            "tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "5", "--wait", "--rpc", daemon.Url)).Succeeded();
        string[] prove = ["chain", "prove", "transaction", sent["tx_hash"]];

        var fromDatabase = (await CommandRun.OfflineAsync([.. prove, "--data-dir", folder.Path])).Succeeded();

        Assert.Equal((await CommandRun.OfflineAsync([.. prove, "--rpc", daemon.Url])).Succeeded().Output, fromDatabase.Output);
        var account = (await CommandRun.OfflineAsync("chain", "prove", "account", "dev:2", "--data-dir", folder.Path)).Succeeded();
        (await VerifyAsync(_folder.Write("account.json", account.Output), "--genesis", Genesis)).Succeeded();
    }

    [Fact]
    public async Task Prove_WithoutADatabaseOrWithAnUnknownId_SaysWhy()
    {
        Assert.StartsWith(
            $"aigen: --data-dir {_folder.File("none")}: ",
            (await CommandRun.OfflineAsync("chain", "prove", "account", "dev:1", "--data-dir", _folder.File("none"))).Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "error -32602: receipt chatcmpl-00000000000000000000000000000007 is in no block",
            (await node.RunAsync("chain", "prove", "receipt", "chatcmpl-00000000000000000000000000000007")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_PageByPage_IsWhatAllPrints()
    {
        await ProveAsync();
        var all = (await node.RunAsync("chain", "history", "dev:2", "--all", "--limit", "1")).Succeeded();

        var first = (await node.RunAsync("chain", "history", "dev:2", "--limit", "1")).Succeeded();

        Assert.StartsWith(first.Output, all.Output, StringComparison.Ordinal);
        Assert.Matches("^ +[0-9]+  [0-9TZ:-]{20}  0x[0-9a-f]{64}  from 0x97B1C813eae702332BA3Eaa1625f942C5472626D  \\+5\n$", first.Output);
    }

    [Fact]
    public async Task History_MoreThanAPage_TellsTheCursor()
    {
        await ProveAsync();
        await ProveAsync();

        var first = (await node.RunAsync("chain", "history", "dev:2", "--limit", "1")).Succeeded();

        Assert.StartsWith("There is more: --cursor ", first.Error, StringComparison.Ordinal);
        var next = (await node.RunAsync("chain", "history", "dev:2", "--limit", "1", "--cursor", first.Error.Trim().Split(' ')[^1])).Succeeded();
        Assert.NotEqual(first.Output, next.Output);
    }

    private async Task<(string File, string Hash)> ProveAsync()
    {
        var hash = (await node.RunAsync("tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "5", "--wait")).Succeeded()["tx_hash"];
        var file = _folder.File("proof.json");
        (await node.RunAsync("chain", "prove", "transaction", hash, "--out", file)).Succeeded();
        return (file, hash);
    }

    private static Task<CommandResult> VerifyAsync(string proof, params string[] more) =>
        CommandRun.OfflineAsync(["chain", "verify-proof", proof, .. more]);
}
