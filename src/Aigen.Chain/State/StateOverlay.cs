namespace Aigen.Chain;

/// <summary>State under change: what a block wrote so far, over the state before it.</summary>
public sealed class StateOverlay(IStateReader below) : IStateReader
{
    private readonly Dictionary<StateKey, byte[]> _changes = [];

    public IReadOnlyDictionary<StateKey, byte[]> Changes => _changes;

    public byte[]? Get(StateKey key) => _changes.TryGetValue(key, out var value) ? value : below.Get(key);

    public void Put(StateKey key, byte[] value) => _changes[key] = value;
}
