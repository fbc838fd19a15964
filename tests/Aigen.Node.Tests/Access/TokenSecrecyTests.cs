using System.Text;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Access;

/// <summary>Where a token must never be found.</summary>
public sealed class TokenSecrecyTests
{
    [Fact]
    public async Task Node_ThatLogsEverything_NeitherLogsNorStoresTheToken()
    {
        using var folder = new DataDir();
        await using var node = await DaemonProcess.StartNodeAsync(folder.Path, "--log-level", "Verbose");
        var created = await Client.CommandRun.OfflineAsync("token", "create", "--key", "dev:1", "--json", "--rpc", node.Url);
        var token = System.Text.Json.JsonElement.Parse(created.Succeeded().Output).Text("token")!;

        await using (var socket = await WsClient.ConnectAsync($"{node.Url}/?token={token}"))
        {
            (await socket.CallAsync("authenticate", new[] { token })).Result.Text("caller");
            await socket.CallAsync("authenticate", new[] { new[] { token } });
        }

        using var http = new HttpClient();
        await http.GetAsync(new Uri($"{node.Url}/?token={token}"));
        await http.GetAsync(new Uri($"{node.Url}/nowhere?token={token}"));
        node.Terminate();
        Assert.Equal(0, await node.ExitCodeAsync());

        var secret = token["aigen-".Length..];
        Assert.DoesNotContain(secret, node.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, string.Join('\n', node.Output), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories),
            file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) >= 0);
    }
}
