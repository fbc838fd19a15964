using System.Net.WebSockets;
using System.Text;

namespace Aigen.Rpc.Tests.JsonRpc;

/// <summary>What JSON-RPC 2.0 leaves no choice about, by HTTP and by WebSocket alike: one table of what is sent and what comes back.</summary>
public sealed class ConformanceTests : IAsyncLifetime
{
    private const string Last = """{"jsonrpc":"2.0","id":"last","method":"echo","params":[0]}""";
    private const string LastAnswer = """{"jsonrpc":"2.0","id":"last","result":0}""";
    private const string Invalid = """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}""";
    private const string NoJson = """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}""";
    private RpcHost _host = null!;

    public static TheoryData<string, string, string> Messages
    {
        get
        {
            var table = new TheoryData<string, string, string>();
            foreach (var id in (string[])["\"a\"", "\"\"", "\"\\u0061\"", "null", "0", "-0", "-1", "1.5", "1.0", "1e400", "9007199254740993", "123456789012345678901234567890"])
            {
                table.Add($"the id {id}", Call(id), Answer(id));
            }

            foreach (var id in (string[])["true", "[1]", "{}"])
            {
                table.Add($"the id {id}", Call(id), """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request","data":{"reason":"\"id\" must be a string, a number or null"}}}""");
            }

            table.Add("a notification", Notification, "");
            table.Add("a notification of no method", """{"jsonrpc":"2.0","method":"nothing"}""", "");
            table.Add("a notification that fails", """{"jsonrpc":"2.0","method":"echo","params":[1,2,3]}""", "");
            table.Add("notifications alone", $"[{Notification},{Notification}]", "");
            table.Add("calls and notifications", $"[{Notification},{Call("1")},{Notification},{Call("2")}]", $"[{Answer("1")},{Answer("2")}]");
            table.Add("ids that are the same", $"[{Call("1")},{Call("1")}]", $"[{Answer("1")},{Answer("1")}]");
            table.Add("an empty batch", "[]", Invalid);
            table.Add("a batch in a batch", $"[[{Call("1")}],{Call("2")}]", $"[{Invalid},{Answer("2")}]");
            table.Add("an empty batch in a batch", $"[[],{Call("2")}]", $"[{Invalid},{Answer("2")}]");
            table.Add("values that are no calls", $"[1,null,\"x\",true,{{}},{Call("2")}]", $"[{Invalid},{Invalid},{Invalid},{Invalid},{Invalid},{Answer("2")}]");
            table.Add("a number", "1", Invalid);
            table.Add("a number as text", "\"1\"", Invalid);
            table.Add("a null", "null", Invalid);
            table.Add("nothing", "", NoJson);
            table.Add("garbage behind", Call("1") + "}", NoJson);
            table.Add("a second message behind", Call("1") + Call("2"), NoJson);
            table.Add("white space around", $" \r\n\t{Call("1")} \r\n\t", Answer("1"));
            table.Add("a byte order mark", "\uFEFF" + Call("1"), Unreadable("the body starts with a byte order mark"));
            table.Add("a key twice", """{"jsonrpc":"2.0","id":1,"id":1,"method":"echo","params":[0]}""", Unreadable("an object has the same key twice"));
            table.Add("a key twice in a batch", $$"""[{{Call("1")}},{"jsonrpc":"2.0","id":2,"method":"echo","params":[{"a":1,"a":1}]}]""", Unreadable("an object has the same key twice"));
            table.Add("deep nesting", new string('[', 65) + new string(']', 65), Unreadable("objects and arrays are nested deeper than the 64 levels that are allowed"));
            table.Add("half of a surrogate pair", """{"jsonrpc":"2.0","id":"\ud800","method":"echo","params":[0]}""", Unreadable("a string has half of a surrogate pair"));
            return table;
        }
    }

    private static string Notification => """{"jsonrpc":"2.0","method":"echo","params":[0]}""";

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync([TestMethods.Echo]);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Http_Sent_IsAnsweredAsTheTableSays(string what, string sent, string answer) => AssertAnswer(what, answer, await _host.PostAsync(sent));

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task WebSocket_Sent_IsAnsweredAsTheTableSays(string what, string sent, string answer)
    {
        using var client = await _host.ConnectAsync();
        await client.SendAsync(sent);

        await AssertAnsweredAsync(client, what, answer);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task WebSocket_SentByteByByte_IsAnsweredAsTheTableSays(string what, string sent, string answer)
    {
        using var client = await _host.ConnectAsync();
        var bytes = Encoding.UTF8.GetBytes(sent);
        for (var i = 0; i < bytes.Length; i++)
        {
            await client.Socket.SendAsync(bytes.AsMemory(i, 1), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        }

        await client.SendAsync("");
        await AssertAnsweredAsync(client, what, answer);
    }

    [Fact]
    public async Task Http_BadUtf8_IsParseErrorWithTheReason()
    {
        using var response = await _host.SendAsync([.. Encoding.ASCII.GetBytes(Call("\"")), 0xFF]);

        Assert.Equal(Unreadable("the body is not valid UTF-8"), await response.Content.ReadAsStringAsync());
    }

    private static string Call(string id) => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"echo","params":[0]}""";

    private static string Answer(string id) => $$"""{"jsonrpc":"2.0","id":{{id}},"result":0}""";

    private static string Unreadable(string reason) =>
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error\",\"data\":{\"reason\":\"" + reason + "\"}}}";

    // Where nothing is answered, the next thing on the wire is the answer of the call behind.
    private static async Task AssertAnsweredAsync(WebSocketClient client, string what, string answer)
    {
        await client.SendAsync(Last);
        var first = await client.ReceiveTextAsync();
        AssertAnswer(what, answer, first == LastAnswer ? "" : first!);
        if (first != LastAnswer) Assert.Equal(LastAnswer, await client.ReceiveTextAsync());
    }

    private static void AssertAnswer(string what, string expected, string given) => Assert.True(expected == given, $"{what}: expected {expected}, was {given}");
}
