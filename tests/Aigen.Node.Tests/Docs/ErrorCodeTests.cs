using System.Text.Json;
using Aigen.Fuzz;
using Aigen.Node.Tests.Governance;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Docs;

/// <summary>
/// No method answers a code that its line of the table does not list: here with its example as whoever asks and whenever, which by now is expired,
/// used before or not his; and in the fuzz with whatever parameters.
/// </summary>
public sealed class ErrorCodeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(BentCalls.UnknownToken)]
    [InlineData("not the operator's")]
    public async Task EveryMethod_CalledAsInItsExample_AnswersNoCodeThatItsLineDoesNotList(string? token)
    {
        await using var node = await DevNode.StartAsync();

        await CallAllAsync(node, token);
    }

    [Fact]
    public async Task EveryMethod_AfterTheShutdown_AnswersNoCodeThatItsLineDoesNotList()
    {
        await using var node = await DevNode.StartAsync();
        Assert.True((await ShutdownTests.ShutDownAsync(node, "for good")).Result.GetProperty("success").GetBoolean());

        await CallAllAsync(node, null);
    }

    private static async Task CallAllAsync(DevNode node, string? token)
    {
        await using var socket = await WsClient.ConnectAsync(node.Url, token);
        var faults = new List<string>();
        foreach (var method in MethodTable.Methods)
        {
            var parameters = ExampleCall.NamedParametersOf(method);
            Note(method, await node.CallWithAsync(token, method.Name, parameters), faults);
            Note(method, await socket.CallAsync(method.Name, parameters), faults);
        }

        Assert.Empty(faults);
    }

    private static void Note(NodeMethod method, RpcAnswer answer, List<string> faults)
    {
        if (answer.Message.TryGetProperty("error", out _) && AnswerCodes.FindFault(method.Name, answer.Code) is { } fault) faults.Add($"{fault}: {answer.Message}");
    }
}
