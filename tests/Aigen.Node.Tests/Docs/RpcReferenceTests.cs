using Aigen.Node.Tests.Support;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Docs;

/// <summary>docs/rpc.md is what the program writes. AIGEN_WRITE_DOCS=1 has this test write it.</summary>
public class RpcReferenceTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("AIGEN_WRITE_DOCS") == "1";

    [Fact]
    public void Reference_OfTheTable_IsDocsRpcMd()
    {
        var path = Vectors.Find(Path.Combine("docs", "rpc.md"))!;
        if (Writes) File.WriteAllText(path, ReferencePage.Write());

        Assert.Equal(File.ReadAllText(path), ReferencePage.Write());
    }

    [Fact]
    public void ReferenceFolder_EveryFile_BelongsToAMethodOrAGroup()
    {
        var folder = Vectors.Find(Path.Combine("src", "Aigen.Rpc", "Methods", "Reference"))!;
        var known = MethodTable.Methods.Select(method => method.Name).Concat(MethodTable.Groups.Select(group => $"_{group.Title}")).Append("_introduction");

        Assert.Empty(Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".md" or ".json").Select(Path.GetFileNameWithoutExtension).Except(known));
    }
}
