using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

[Collection(SharedNode.Name)]
public sealed class TokenCommandTests(RunningNode node)
{
    [Fact]
    public async Task Create_ThenChat_IsListedWithWhatItMaySpendAndEndsWhenRevoked()
    {
        using var folder = new TemporaryFolder();
        var (key, token) = (folder.File("key.json"), folder.File("token"));
        var address = (await CommandRun.OfflineAsync("keys", "new", "--out", key)).Succeeded()["address"];

        var created = (await node.RunAsync(
            "token", "create", "--key", key, "--cap", "2.5", "--expires", "12h", "--scope", "complete", "--scope", "read", "--out", token)).Succeeded();

        Assert.Equal((address, $"in {token}", "2500000"), (created["wallet"], created["token"], created["cap_micro_aigen"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(token));
        Assert.Contains(
            $"\"user_address\": \"{address}\"", (await node.RunAsync("call", "checkQuota", "--token-file", token)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("Paris", (await node.RunAsync("chat", "What is the capital of France?", "--temperature", "0", "--token-file", token)).Succeeded().Output, StringComparison.Ordinal);
        Assert.Matches(
            $"(?m)^{created["token_id"]}  complete,read  0            2.5        .* good$",
            (await node.RunAsync("token", "list", "--token-file", token)).Succeeded().Output);

        (await node.RunAsync("token", "revoke", created["token_id"], "--key", key)).Succeeded();

        Assert.Matches($"(?m)^{created["token_id"]} .* revoked$", (await node.RunAsync("token", "list", "--key", key)).Succeeded().Output);
        Assert.StartsWith("error 1003: Unauthorized: access token", (await node.RunAsync("call", "checkQuota", "--token-file", token)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_IntoAFileThatExists_MakesNoToken()
    {
        using var folder = new TemporaryFolder();
        var (key, file) = (folder.File("key.json"), folder.Write("token", "precious"));
        await CommandRun.OfflineAsync("keys", "new", "--out", key);

        Assert.Equal(1, (await node.RunAsync("token", "create", "--key", key, "--out", file)).ExitCode);

        Assert.Equal("precious", await File.ReadAllTextAsync(file));
        Assert.DoesNotContain("good", (await node.RunAsync("token", "list", "--key", key)).Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--expires is '30s', expected 1m to 366d, as in 90m, 12h or 30d.", "create", "--key", "dev:1", "--expires", "30s")]
    [InlineData("--expires is '367d', expected 1m to 366d", "create", "--key", "dev:1", "--expires", "367d")]
    [InlineData("--cap is '-1', expected AIGEN from 0, with at most six places", "create", "--key", "dev:1", "--cap=-1")]
    [InlineData("--cap is '0.0000001', expected AIGEN from 0", "create", "--key", "dev:1", "--cap", "0.0000001")]
    [InlineData("'spend' not recognized", "create", "--key", "dev:1", "--scope", "spend")]
    [InlineData("Say who asks: either --key, the wallet, or --token-file", "list")]
    [InlineData("Say who asks: either --key, the wallet, or --token-file", "revoke", "all", "--key", "dev:1", "--token-file", "x")]
    public async Task Token_Mistyped_SaysWhatIsExpected(string refusal, params string[] arguments)
    {
        var result = await node.RunAsync(["token", .. arguments]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(refusal, result.Error, StringComparison.Ordinal);
    }
}
