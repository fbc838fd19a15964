using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>A block that keeps every rule that can be checked without the state.</summary>
public sealed record CheckedBlock
{
    internal CheckedBlock(Block block, Producer producer) => (Block, Producer) = (block, producer);

    public Block Block { get; }

    internal Producer Producer { get; }
}
