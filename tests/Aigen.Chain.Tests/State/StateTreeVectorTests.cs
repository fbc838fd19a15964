using System.Text.Json;
using Aigen.Chain.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Chain.Tests.State;

/// <summary>Roots and pages that were computed by the definition, elsewhere.</summary>
public sealed class StateTreeVectorTests
{
    [Fact]
    public void Update_TheVectorsEntries_GivesTheirRootsAndPages()
    {
        var vectors = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "state-tree.json")));
        foreach (var vector in vectors.GetProperty("trees").EnumerateArray())
        {
            using var tree = new TestTree();
            tree.Update(Enumerable.Range(0, vector.GetProperty("entries").GetInt32()).Select(i => (i, (byte[]?)[(byte)i])));
            var pages = tree.Store.Scan(Column.StateTree).ToList();

            Assert.Equal(vector.GetProperty("root").GetString(), tree.Root.ToString());
            Assert.Equal(vector.GetProperty("pages").GetInt32(), pages.Count);
            Assert.Equal(
                vector.GetProperty("pages_sha256").GetString(),
                Hash256.Of([.. pages.SelectMany(static page => page.Key.Concat(page.Value))]).ToString());
            if (vector.TryGetProperty("root_page", out var rootPage))
            {
                Assert.Equal(rootPage.GetString(), Hex.Encode(pages[0].Value));
            }
        }
    }
}
