using Aigen.Node.Tests.Client;

namespace Aigen.Node.Tests.Commands;

[Collection(SharedNode.Name)]
public sealed class BatchCommandTests(RunningNode node)
{
    [Fact]
    public async Task Submit_ThenStatusAndList_TellsOfTheJobAndItsInputToItsWallet()
    {
        var submitted = (await node.RunAsync("batch", "submit", "What is the capital of France?", "--key", "dev:7", "--priority", "batch")).Succeeded();
        Assert.Equal("Scheduled", submitted["status"]);
        var id = submitted["job_id"];

        var open = (await node.RunAsync("batch", "status", id)).Succeeded();
        Assert.DoesNotContain("input_data", open.Output, StringComparison.Ordinal);
        Assert.Equal("What is the capital of France?", (await node.RunAsync("batch", "status", id, "--key", "dev:7")).Succeeded()["input_data"]);
        Assert.Matches($"(?m)^{id}  Scheduled  batch     aigen-tiny", (await node.RunAsync("batch", "list", "dev:7")).Succeeded().Output);
        Assert.DoesNotContain(id, (await node.RunAsync("batch", "list", "dev:7", "--status", "Completed")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OfAFile_PaysForItsContent()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("input.json", """{ "messages": [ { "role": "user", "content": "1 + 1, caf\u00e9 \"?\"" } ], "max_tokens": 5 }""");
        var id = (await node.RunAsync("batch", "submit", "--input", file, "--key", "dev:7", "--priority", "economy")).Succeeded()["job_id"];
        Assert.Contains("max_tokens", (await node.RunAsync("batch", "status", id, "--key", "dev:7")).Succeeded()["input_data"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say what is asked: either PROMPT or --input FILE.", "submit", "--key", "dev:7")]
    [InlineData("Say what is asked: either PROMPT or --input FILE.", "submit", "Hi", "--input", "-", "--key", "dev:7")]
    [InlineData("--priority is 'soon', expected standard, batch or economy.", "submit", "Hi", "--priority", "soon", "--key", "dev:7")]
    [InlineData("JOB is '1', expected 32 bytes in hex.", "status", "1")]
    [InlineData("--limit is '0', expected a whole number from 1 to 500.", "list", "dev:7", "--limit", "0")]
    [InlineData("'Done' not recognized", "list", "dev:7", "--status", "Done")]
    public async Task Batch_Mistyped_SaysWhatIsExpected(string refusal, params string[] arguments)
    {
        var result = await node.RunAsync(["batch", .. arguments]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(refusal, result.Error, StringComparison.Ordinal);
    }
}
