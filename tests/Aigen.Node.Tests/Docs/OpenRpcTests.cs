using System.Diagnostics;
using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Docs;

/// <summary>rpc.discover against the validator of OpenRPC, which npm has.</summary>
public sealed class OpenRpcTests(DevNode node) : IClassFixture<DevNode>
{
    [NodeClientFact]
    public async Task RpcDiscover_OfANode_IsADocumentThatTheValidatorTakes()
    {
        var document = await node.Rpc.ResultAsync("rpc.discover");

        Assert.StartsWith("1.3", document.Text("openrpc"), StringComparison.Ordinal);
        Assert.Equal("[]", await CheckAsync(document.GetRawText()));
    }

    [NodeClientFact]
    public async Task Check_OfADocumentWithAFault_FindsIt() =>
        Assert.NotEqual("[]", await CheckAsync("""{"openrpc":"1.3.2","info":{"title":"x","version":"1"},"methods":[{"name":"x"}]}"""));

    [Fact]
    public async Task RpcDiscover_OfANode_HasEveryMethodOnceInTheOrderOfTheTable()
    {
        var document = await node.Rpc.ResultAsync("rpc.discover");

        Assert.Equal(MethodTable.Methods.Select(method => method.Name), document.GetProperty("methods").EnumerateArray().Select(method => method.Text("name")!));
    }

    [Fact]
    public async Task RpcDiscover_ErrorsOfEveryMethod_AreAmongTheComponents()
    {
        var document = await node.Rpc.ResultAsync("rpc.discover");
        var known = document.GetProperty("components").GetProperty("errors").EnumerateObject().Select(error => $"#/components/errors/{error.Name}").ToList();

        Assert.All(
            document.GetProperty("methods").EnumerateArray().SelectMany(method => method.GetProperty("errors").EnumerateArray()),
            error => Assert.Contains(error.Text("$ref"), known));
    }

    private static async Task<string> CheckAsync(string document)
    {
        var start = new ProcessStartInfo("node", ["check-openrpc.js"])
        {
            WorkingDirectory = Vectors.Find(Path.Combine("tests", "node"))!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(document);
        process.StandardInput.Close();
        await process.WaitForExitAsync().Soon();
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Trim();
    }
}

/// <summary>A fact that needs the packages of tests/node, skipped where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeClientFactAttribute : FactAttribute
{
    public NodeClientFactAttribute()
    {
        if (Vectors.Find(Path.Combine("tests", "node", "node_modules", "@open-rpc")) is null)
        {
            Skip = "the packages of tests/node are not installed: npm ci --prefix tests/node";
        }
    }
}
