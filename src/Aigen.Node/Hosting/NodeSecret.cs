using System.Security.Cryptography;
using Aigen.Storage;

namespace Aigen.Node.Hosting;

/// <summary>A secret of this node, made once: it keeps the wallets of anonymous callers from telling their addresses.</summary>
internal static class NodeSecret
{
    private const int Length = 32;

    private static ReadOnlySpan<byte> Key => "salt"u8;

    public static byte[] Load(IStore store)
    {
        if (store.Get(Column.Meta, Key) is { } secret)
        {
            return secret;
        }

        var made = RandomNumberGenerator.GetBytes(Length);
        using var batch = store.CreateBatch();
        batch.Put(Column.Meta, Key, made);
        store.Write(batch, Durability.Disk);
        return made;
    }
}
