using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aigen.Node.Tests.Fuzz;
using Aigen.Node.Tests.Fuzz.WebSockets;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Soak;

/// <summary>Clients of each kind. Each goes on until the time is over, and tells how often it did what it does.</summary>
internal static class SoakClients
{
    private const int CallsOfABatch = 20;
    private const int CallsAConnection = 50;
    private const int UnreadCalls = 200;

    private static readonly string[] Reads = ["getChainInfo", "getBlock", "health", "listModels", "getNodeInfo", "getTierInfo", "checkQuota", "getPendingTransactions"];

    public static async Task<int> ReadAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        using var rpc = new RpcClient(node.Url);
        var done = 0;
        for (; !time.IsCancellationRequested; done++) await rpc.ResultAsync(Reads[random.Next(Reads.Length)]);
        return done;
    }

    public static async Task<int> BatchAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        using var http = new HttpClient { BaseAddress = new Uri(node.Url), Timeout = Patience.Limit };
        var done = 0;
        for (; !time.IsCancellationRequested; done++)
        {
            var batch = Enumerable.Range(0, CallsOfABatch).Select(i => new { jsonrpc = "2.0", id = i, method = Reads[random.Next(Reads.Length)] });
            using var response = await http.PostAsJsonAsync("/", batch, CancellationToken.None);
            Assert.Equal(Enumerable.Range(0, CallsOfABatch), (await response.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).EnumerateArray().Select(answer => answer.GetProperty("id").GetInt32()));
        }

        return done;
    }

    /// <summary>Sends AIGEN back and forth; each transaction is in a block at the end, or the next nonce would be refused.</summary>
    public static async Task<int> TransferAsync(DaemonProcess node, int wallet, CancellationToken time)
    {
        using var rpc = new RpcClient(node.Url);
        var (sender, receiver) = (Wallet.Development(wallet), Wallet.Development(wallet + 1));
        var nonce = 0UL;
        while (!time.IsCancellationRequested)
        {
            // Behind some that wait it waits for them: a sender may have so many in the mempool and no more.
            var method = nonce % 16 == 15 ? "submitAndWait" : "submitTransaction";
            await rpc.ResultAsync(method, new[] { Wallet.Json(sender.Transaction(receiver.Address, 1, nonce++)) });
        }

        return (int)nonce;
    }

    public static async Task<int> CallAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        var done = 0;
        while (!time.IsCancellationRequested)
        {
            await using var socket = await WsClient.ConnectAsync(node.Url);
            for (var i = 0; i < CallsAConnection && !time.IsCancellationRequested; i++, done++) _ = (await socket.CallAsync(Reads[random.Next(Reads.Length)])).Result;
        }

        return done;
    }

    /// <summary>Follows the blocks, is cut off and comes back with its cursor: it sees each block once.</summary>
    public static async Task<int> FollowAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        object from = 1;
        var height = 0UL;
        while (!time.IsCancellationRequested)
        {
            await using var socket = await WsClient.ConnectAsync(node.Url);
            var subscription = await socket.SubscribeAsync("subscribeEvents", new { events = new[] { "block", "transaction" }, from });
            for (var rest = random.Next(1, 200); rest > 0 && !time.IsCancellationRequested; rest--)
            {
                var notice = await socket.NextNoticeAsync(subscription);
                from = notice.Text("cursor")!;
                var happened = notice.GetProperty("result");
                if (happened.Text("type") == "block") Assert.Equal(++height, happened.Number("block_height"));
            }

            socket.Abort();
        }

        return (int)height;
    }

    /// <summary>Asks for more than it reads, and goes away with all of it unread.</summary>
    public static async Task<int> IgnoreAsync(DaemonProcess node, CancellationToken time)
    {
        var done = 0;
        for (; !time.IsCancellationRequested; done++)
        {
            using var wire = await Wire.ConnectAsync(new Uri(node.Url));
            await Handshake.UpgradeAsync(wire, null);
            await wire.SendAsync(Message("""{"jsonrpc":"2.0","id":1,"method":"subscribeEvents","params":{"from":1}}"""));
            for (var i = 0; i < UnreadCalls; i++) await wire.SendAsync(Message("""{"jsonrpc":"2.0","id":2,"method":"getBlock"}"""));
            await node.Rpc.ResultAsync("getChainInfo");
        }

        return done;
    }

    public static async Task<int> ChatAsync(DaemonProcess node, Random random, CancellationToken time)
    {
        await using var client = new FickleAsker(node, random);
        var done = 0;
        for (; !time.IsCancellationRequested; done++) await client.AskAsync(Chat.Ask("Tell me a story.", random.Next(1, 60)));
        return done;
    }

    private static byte[] Message(string text) => new Frame(true, Frame.Text, Encoding.UTF8.GetBytes(text)).Masked(0);
}
