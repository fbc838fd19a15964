using Aigen.Node.Tests.Client;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Commands;

/// <summary>The help of <c>aigen call</c> is the table of methods, and asks no node.</summary>
public class CallHelpTests
{
    public static TheoryData<string> Methods => [.. MethodTable.Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Help_OfAMethod_TellsItsParametersErrorsAndExample(string name)
    {
        var method = MethodTable.Methods.Single(method => method.Name == name);

        var help = (await CommandRun.OfflineAsync("call", name, "--help")).Succeeded().Output;

        Assert.StartsWith($"# {name}\n\n{method.Summary}", help, StringComparison.Ordinal);
        Assert.All(method.Parameters, parameter => Assert.Contains($"{parameter.Name}`", help, StringComparison.Ordinal));
        Assert.All(method.Parameters.Where(parameter => parameter.IsRequired), parameter => Assert.Matches($"{parameter.Name}`.* required ", help));
        Assert.All(method.Errors, code => Assert.Matches($"(Errors:|;) {code} ", help));
        Assert.Equal(name != "rpc.discover", help.Contains($"$ aigen call {name}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_WithoutAMethod_ListsEachWithItsSummary()
    {
        var help = (await CommandRun.OfflineAsync("call", "--help")).Succeeded().Output;

        Assert.Contains("aigen call METHOD", help, StringComparison.Ordinal);
        Assert.Contains("--ws", help, StringComparison.Ordinal);
        Assert.All(MethodTable.Groups, group => Assert.Contains($"\n{group.Title}:\n", help, StringComparison.Ordinal));
        Assert.All(MethodTable.Methods, method => Assert.Matches($"\n  {method.Name} +{System.Text.RegularExpressions.Regex.Escape(method.Summary)}\n", help));
    }

    [Fact]
    public async Task Help_OfAMethodThatThereIsNot_NamesTheOneThatWasMeant()
    {
        var answer = await CommandRun.OfflineAsync("call", "getBalanse", "--help");

        Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
        Assert.Contains("there is no method getBalanse, did you mean getBalance?", answer.Error, StringComparison.Ordinal);
    }
}
