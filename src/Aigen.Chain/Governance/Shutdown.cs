using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>The order that stopped the network.</summary>
/// <param name="At">Unix seconds of the block that carried it out.</param>
public sealed record Shutdown(long At, string Reason)
{
    public static Shutdown? Load(IStateReader state)
    {
        if (state.Get(StateKey.Shutdown) is not { } bytes)
        {
            return null;
        }

        var reader = new WireReader(bytes);
        return new Shutdown(reader.Int64(), reader.Text());
    }

    public Refusal Refuse() => new(RefusalRule.Shutdown, $"the network is shut down: {Reason}");

    internal void Save(StateOverlay state) => state.Put(StateKey.Shutdown, new WireWriter().Int64(At).Text(Reason).ToArray());
}
