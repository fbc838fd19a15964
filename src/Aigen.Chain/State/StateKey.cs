using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Where a piece of state stands: a byte for the module, then the module's own key.</summary>
public readonly struct StateKey : IEquatable<StateKey>
{
    private readonly Key _key;
    private readonly byte _length;

    private StateKey(Module module, ReadOnlySpan<byte> key)
    {
        _key[0] = (byte)module;
        key.CopyTo(_key[1..]);
        _length = (byte)(1 + key.Length);
    }

    private enum Module : byte
    {
        Account = 1,
        Subscription = 2,
        Usage = 3,
        Credit = 4,
        Proposal = 5,
        Shutdown = 6,
        Supply = 7,
        RegisteredModels = 8,
        ActiveRelease = 9,
        Release = 10,
        Vote = 11,
        Batch = 12,
    }

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_key)[.._length];

    internal bool IsAccount => _key[0] == (byte)Module.Account;

    public static StateKey Supply => new(Module.Supply, []);

    public static StateKey Shutdown => new(Module.Shutdown, []);

    public static StateKey RegisteredModels => new(Module.RegisteredModels, []);

    public static StateKey Account(Address address) => new(Module.Account, address.Bytes);

    public static StateKey Subscription(Address address) => new(Module.Subscription, address.Bytes);

    public static StateKey Usage(Address address) => new(Module.Usage, address.Bytes);

    public static StateKey Credit(Address address) => new(Module.Credit, address.Bytes);

    public static StateKey Proposal(string id) => Of(Module.Proposal, id);

    public static StateKey ActiveRelease(string modelId) => Of(Module.ActiveRelease, modelId);

    public static StateKey Release(string id) => Of(Module.Release, id);

    /// <param name="id">A proposal's, or a release's.</param>
    public static StateKey Vote(string id) => Of(Module.Vote, id);

    /// <summary>A batch job, by the id of its receipt.</summary>
    public static StateKey Batch(ReceiptId receipt) => new(Module.Batch, receipt.Bytes);

    /// <summary>A key as it was stored.</summary>
    internal static StateKey From(ReadOnlySpan<byte> bytes) => bytes.Length is > 0 and <= 1 + Chain.Proposal.MaxIdLength
        ? new((Module)bytes[0], bytes[1..])
        : throw new InvalidDataException($"A key of the state has 1 to {1 + Chain.Proposal.MaxIdLength} bytes, not {bytes.Length}.");

    public bool Equals(StateKey other) => Bytes.SequenceEqual(other.Bytes);

    public static bool operator ==(StateKey left, StateKey right) => left.Equals(right);

    public static bool operator !=(StateKey left, StateKey right) => !left.Equals(right);

    public override bool Equals(object? obj) => obj is StateKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    private static StateKey Of(Module module, string id) => new(module, System.Text.Encoding.UTF8.GetBytes(id));

    // No key lives on the heap: a block makes several for each transaction. The longest is a proposal's.
    [InlineArray(1 + Chain.Proposal.MaxIdLength)]
    private struct Key
    {
        private byte _first;
    }
}
