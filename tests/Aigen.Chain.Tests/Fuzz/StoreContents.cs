using System.Security.Cryptography;
using Aigen.Storage;

namespace Aigen.Chain.Tests.Fuzz;

/// <summary>All that a store holds, as one hash.</summary>
internal static class StoreContents
{
    public static string Of(IStoreReader store)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in Enum.GetValues<Column>())
        {
            hash.AppendData([(byte)column]);
            foreach (var (key, value) in store.Scan(column))
            {
                hash.AppendData(BitConverter.GetBytes(key.Length));
                hash.AppendData(key);
                hash.AppendData(BitConverter.GetBytes(value.Length));
                hash.AppendData(value);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
