using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What changes of the tree make of it: the new root, and the pages that are to be written, by the depth of their tops.</summary>
internal sealed class StateUpdate(Hash256 root, List<StagedPage>[] pages)
{
    public Hash256 Root => root;

    public static List<StagedPage>[] NoPages()
    {
        var pages = new List<StagedPage>[StatePage.MaxPages];
        for (var level = 0; level < pages.Length; level++)
        {
            pages[level] = [];
        }

        return pages;
    }

    /// <summary>The pages, the deepest first.</summary>
    public IEnumerable<StagedPage> Pages
    {
        get
        {
            for (var level = pages.Length - 1; level >= 0; level--)
            {
                foreach (var page in pages[level])
                {
                    yield return page;
                }
            }
        }
    }
}

/// <param name="Path">The path of some entry below it.</param>
/// <param name="Old">The hash of the page that stood there, zero for none.</param>
/// <param name="Bytes">Null where no page is left there.</param>
internal readonly record struct StagedPage(int Depth, Hash256 Path, Hash256 Old, Hash256 New, byte[]? Bytes);
