using Aigen.Node.Commands;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Docs;

/// <summary>docs/configuration.md is what the program writes. AIGEN_WRITE_DOCS=1 has this test write it.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Page_OfTheOptions_IsDocsConfigurationMd()
    {
        var path = Path.Combine(Vectors.Find("docs")!, "configuration.md");
        if (Environment.GetEnvironmentVariable("AIGEN_WRITE_DOCS") == "1") File.WriteAllText(path, ConfigurationPage.Write());

        Assert.Equal(File.ReadAllText(path), ConfigurationPage.Write());
    }
}
