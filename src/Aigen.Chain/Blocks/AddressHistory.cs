using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Chain;

/// <summary>The index of transactions by sender and receiver: an entry an address and block.</summary>
internal static class AddressHistory
{
    private const int KeyLength = Address.Length + sizeof(ulong);

    public static void Put(Block block, IWriteBatch batch)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        foreach (var (address, indexes) in KeyOrder.Of(Collect(block), static entry => KeyOrder.BeginningOf(entry.Key.Bytes)))
        {
            var value = new byte[indexes.Count * sizeof(uint)];
            for (var i = 0; i < indexes.Count; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(i * sizeof(uint)), indexes[i]);
            }

            WriteKey(key, address, block.Header.Height);
            batch.Put(Column.History, key, value);
        }
    }

    public static void Delete(Block block, IWriteBatch batch)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        foreach (var address in Collect(block).Keys)
        {
            WriteKey(key, address, block.Header.Height);
            batch.Delete(Column.History, key);
        }
    }

    /// <summary>Newest first.</summary>
    public static IEnumerable<BlockLocation> Read(IStoreReader store, Address address, BlockLocation? before)
    {
        // Height h + 1 is the first that does not count, so that the block of the place itself, of which a part may be left, does.
        var after = before is { Height: < ulong.MaxValue } place ? Key(address, place.Height + 1) : [];
        foreach (var (key, value) in store.Scan(Column.History, address.Bytes.ToArray(), after, ScanOrder.Descending))
        {
            var height = BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(Address.Length));
            for (var at = value.Length - sizeof(uint); at >= 0; at -= sizeof(uint))
            {
                var index = BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(at));
                if (before is not { } end || height < end.Height || index < end.Index)
                {
                    yield return new BlockLocation(height, index);
                }
            }
        }
    }

    private static Dictionary<Address, List<uint>> Collect(Block block)
    {
        var byAddress = new Dictionary<Address, List<uint>>();
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            Of(block.Transactions[i].Sender.Address).Add((uint)i);
            Of(block.Transactions[i].Receiver.Address).Add((uint)i);
        }

        return byAddress;

        List<uint> Of(Address address)
        {
            ref var indexes = ref CollectionsMarshal.GetValueRefOrAddDefault(byAddress, address, out _);
            return indexes ??= [];
        }
    }

    private static byte[] Key(Address address, ulong height)
    {
        var key = new byte[KeyLength];
        WriteKey(key, address, height);
        return key;
    }

    private static void WriteKey(Span<byte> key, Address address, ulong height)
    {
        address.Bytes.CopyTo(key);
        BinaryPrimitives.WriteUInt64BigEndian(key[Address.Length..], height);
    }
}
