using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Tests.Logs;

/// <summary>What a node is told in confidence is in no line of its log, however much is logged.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Prompt = "zanzibarrow";
    private const string OperatorToken = "operator-0123456789abcdef";
    private const string WrongToken = "stranger-0123456789abcdef";
    private readonly DataDir _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Information", "text")]
    [InlineData("Debug", "json")]
    [InlineData("Verbose", "text")]
    public async Task Log_OfCompletionsAndLogins_HasNothingOfThem(string level, string format)
    {
        var tokenFile = _folder.Write("token", OperatorToken);
        await using var node = await DaemonProcess.StartNodeAsync(
            Path.Combine(_folder.Path, "data"), "--log-level", level, "--log-format", format, "--operator-token-file", tokenFile);
        var wallet = Wallet.New();
        var question = Chat.Ask($"Who is {Prompt}?", 20).SignedBy(wallet);

        await node.Rpc.CallAsync("chatCompletion", Chat.Ask($"Who is {Prompt}?", 20));
        await node.Rpc.CallAsync("chatCompletion", question);
        await node.Rpc.CallAsync("textCompletion", new JsonObject { ["prompt"] = Prompt, ["max_tokens"] = 5 });
        await node.Rpc.CallAsync("chatCompletion", new JsonObject { ["messages"] = Prompt });
        await node.Rpc.CallAsync(Prompt, new JsonObject());
        await node.Rpc.CallAsync("chatCompletion", Chat.Ask(Prompt).Paying(wallet.Payment(1, nonce: 0)));
        await StreamAsync(node);
        foreach (var token in new[] { OperatorToken, WrongToken })
        {
            await CallAsync(node.Url, token, """{"jsonrpc":"2.0","id":1,"method":"loadModel","params":["aigen-tiny"]}""");
            await CallAsync(node.Url, token, $$"""{"jsonrpc":"2.0","id":1,"method":"{{Prompt}}","params":[{{Prompt}}""");
        }

        node.Terminate();
        Assert.Equal(0, await node.ExitCodeAsync());

        var log = node.ErrorText;
        Assert.Contains("Block 1 ", log, StringComparison.Ordinal);
        var proof = question["wallet"]!;
        string[] secrets = [Prompt, OperatorToken, WrongToken, Hex.Encode(wallet.Key.Seed)[2..], (string)proof["signature"]!];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task JsonLog_OfCalls_HasTheirMethodAndRequest()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path, "--log-level", "Debug", "--log-format", "json");

        await node.Rpc.CallAsync("getBlock", new JsonObject { ["block_height"] = 4000 });
        node.Terminate();
        await node.ExitCodeAsync();

        var lines = node.Error.Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line)).ToList();
        var call = Assert.Single(lines, line => line.GetProperty("Properties").TryGetProperty("Method", out _));
        Assert.Equal("getBlock", call.GetProperty("Properties").Text("Method"));
        Assert.Matches("^[0-9A-Z]+:[0-9A-Z]+$", call.GetProperty("Properties").Text("RequestId"));
        Assert.Equal("Debug", call.Text("Level"));
    }

    [Fact]
    public async Task TextLog_OfCalls_EndsWithTheirRequest()
    {
        await using var node = await DaemonProcess.StartNodeAsync(_folder.Path, "--log-level", "Debug");

        await node.Rpc.CallAsync("getChainInfo");
        node.Terminate();
        await node.ExitCodeAsync();

        Assert.Contains(node.Error, line => System.Text.RegularExpressions.Regex.IsMatch(line, @" DBG getChainInfo ended with code 0 \[[0-9A-Z]+:[0-9A-Z]+\]$"));
    }

    private static async Task StreamAsync(DaemonProcess node)
    {
        await using var socket = await WsClient.ConnectAsync(node.Url);
        await socket.NextAsync(await socket.SubscribeAsync("subscribeChatCompletion", Chat.Ask($"Tell {Prompt}", 5)));
    }

    private static async Task CallAsync(string url, string token, string body)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.PostAsync(url, new StringContent(body, Encoding.UTF8, "application/json"));
    }
}
