using System.Diagnostics.CodeAnalysis;

namespace Aigen.Inference.Grammars;

/// <summary>States are equal when their threads are, in order.</summary>
internal sealed class GrammarStateComparer : IEqualityComparer<GrammarState>
{
    public bool Equals(GrammarState? one, GrammarState? other) =>
        one!.MayEnd == other!.MayEnd && one.Threads.AsSpan().SequenceEqual(other.Threads);

    public int GetHashCode([DisallowNull] GrammarState state)
    {
        var hash = new HashCode();
        foreach (var thread in state.Threads)
        {
            hash.Add(thread.Position);
            hash.Add(thread.Return?.Id ?? -1);
        }

        return hash.ToHashCode();
    }
}
