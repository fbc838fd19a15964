using System.Text.RegularExpressions;
using Aigen.Node.Hosting;
using Aigen.Rpc.Methods;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigen.Node.Tests.Docs;

public partial class RpcReferenceTests
{
    [Fact]
    public async Task Reference_EveryMethodOfTheTable_HasItsHeadingAndNoOther()
    {
        await using var node = await NodeHost.StartAsync(
            new NodeOptions { Listen = "http://127.0.0.1:0", IsTemporary = true }, NullLoggerFactory.Instance, TimeProvider.System);
        var methods = MethodTable.Build(node.Services).Methods.Select(method => method.Name).Order(StringComparer.Ordinal);
        var documented = Headings().Matches(await File.ReadAllTextAsync(DocsFile.Find("docs/rpc.md")))
            .SelectMany(heading => heading.Groups[1].Value.Split(", ")).Order(StringComparer.Ordinal);
        Assert.Equal(methods, documented);
    }

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
