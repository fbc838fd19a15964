using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Where a piece of state stands: a byte for the module, then the module's own key.</summary>
public readonly record struct StateKey
{
    private readonly byte[] _bytes;

    private StateKey(Module module, ReadOnlySpan<byte> key) => _bytes = [(byte)module, .. key];

    private enum Module : byte
    {
        Account = 1,
        Subscription = 2,
        Usage = 3,
        Credit = 4,
        Proposal = 5,
        Shutdown = 6,
        Supply = 7,
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public static StateKey Supply => new(Module.Supply, []);

    public static StateKey Shutdown => new(Module.Shutdown, []);

    public static StateKey Account(Address address) => new(Module.Account, address.Bytes);

    public static StateKey Subscription(Address address) => new(Module.Subscription, address.Bytes);

    public static StateKey Usage(Address address) => new(Module.Usage, address.Bytes);

    public static StateKey Credit(Address address) => new(Module.Credit, address.Bytes);

    public static StateKey Proposal(string id) => new(Module.Proposal, System.Text.Encoding.UTF8.GetBytes(id));

    public bool Equals(StateKey other) => Bytes.SequenceEqual(other.Bytes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
