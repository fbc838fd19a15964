using Aigen.Node.Client;
using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

[Collection(SharedNode.Name)]
public sealed class ChatCommandTests(RunningNode node)
{
    private const string Question = "What is the capital of France?";
    private const string Answer = "The capital of France is Paris.\n";

    [Fact]
    public async Task Chat_Prompt_PrintsTheAnswerAloneAndItsBillBesideIt()
    {
        var result = (await node.RunAsync("chat", Question, "--temperature", "0")).Succeeded();

        Assert.Equal(Answer, result.Output);
        Assert.Matches("^19 prompt \\+ 8 answer tokens, stop, from the monthly quota, chatcmpl-[0-9a-f]{32}\n$", result.Error);
    }

    [Fact]
    public async Task Chat_WithAKey_IsBilledToTheWallet()
    {
        var result = (await node.RunAsync("chat", Question, "--temperature", "0", "--key", "dev:3", "--model", "aigen-tiny", "--seed", "7")).Succeeded();

        var receipt = (await node.RunAsync("chain", "receipt", ReceiptOf(result))).Succeeded();
        var address = (await CommandRun.OfflineAsync("keys", "show", "dev:3"))["address"];
        Assert.Contains(address, receipt.Output, StringComparison.Ordinal);
        Assert.Equal("7", receipt["seed"]);
    }

    [Fact]
    public async Task Chat_WithAPayment_SpendsItsCredit()
    {
        var result = (await node.RunAsync("chat", Question, "--temperature", "0", "--key", "dev:4", "--pay", "2")).Succeeded();

        Assert.Equal(Answer, result.Output);
        Assert.Contains("0.027000 AIGEN", result.Error, StringComparison.Ordinal);
        Assert.Equal("credit", (await node.RunAsync("chain", "receipt", ReceiptOf(result)))["funding"]);
    }

    [Fact]
    public async Task Chat_Loop_KeepsTheHistoryUntilReset()
    {
        var result = (await node.WithInputAsync(
            $"{Question}\n\n{Question}\n/reset\n/nothing\n{Question}\n/quit\nnever asked\n", "chat", "--temperature", "0", "--key", "dev:5")).Succeeded();

        var bills = result.Error.Split('\n').Where(line => line.Contains("prompt +", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToArray();
        Assert.Equal(3, bills.Length);
        Assert.Equal(("19", "19"), (bills[0], bills[2]));
        Assert.NotEqual("19", bills[1]);
        Assert.StartsWith(Answer, result.Output, StringComparison.Ordinal);
        Assert.EndsWith(Answer, result.Output, StringComparison.Ordinal);
        Assert.Contains("there is no /nothing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_LoopWithARefusedQuestion_GoesOn()
    {
        var result = (await node.WithInputAsync("one\ntwo\n", "chat", "--model", "nobody", "--key", "dev:5")).Succeeded();

        Assert.Equal(2, result.Error.Split("error 2001: Model not found").Length - 1);
    }

    [Fact]
    public async Task Chat_Interrupted_CancelsTheAnswerAndLeavesTheSecondInterruptToTheProgram()
    {
        Func<bool>? interrupt = null;
        var handled = new List<bool>();
        var output = new SignallingWriter(_ =>
        {
            if (handled.Count < 2)
            {
                handled.AddRange([interrupt!(), interrupt()]);
            }
        });
        var world = new ClientWorld(TextReader.Null, IsInteractive: false, TimeProvider.System) { CatchInterrupts = handle => Catch(handle, out interrupt) };

        var result = await CommandRun.InAsync(
            world, output,
            ["chat", "Tell a very long story about a robot.", "--temperature", "0", "--max-tokens", "900", "--key", "dev:5", "--rpc", node.Address]);

        Assert.Equal([true, false], handled);
        Assert.Equal(130, result.ExitCode);
        Assert.NotEmpty(result.Output.Trim());
        Assert.StartsWith("cancelled", result.Error, StringComparison.Ordinal);
    }

    private static StringReader Catch(Func<bool> handle, out Func<bool>? interrupt)
    {
        interrupt = handle;
        return new StringReader("");
    }

    private static string ReceiptOf(CommandResult result) => result.Error[result.Error.IndexOf("chatcmpl-", StringComparison.Ordinal)..].Trim();
}
