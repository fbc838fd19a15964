using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>The last block of the chain.</summary>
public sealed record Head(BlockHeader Header, Hash256 Hash)
{
    public ulong Height => Header.Height;
}
