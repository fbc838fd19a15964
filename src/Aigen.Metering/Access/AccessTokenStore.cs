using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Metering;

/// <summary>
/// Access tokens in the database: the hash of the token leads to its grant, and what changes later stands beside it, each under a key of its
/// own, so that no writer can undo another's.
/// </summary>
internal static class AccessTokenStore
{
    private const byte SpentMark = 1;
    private const byte RevokedMark = 2;

    public static IEnumerable<AccessToken> Load(IStoreReader store)
    {
        var rows = store.Scan(Column.AccessTokens).ToLookup(row => Hash256.From(row.Key.AsSpan(0, Hash256.Length)));
        foreach (var token in rows)
        {
            var (grant, spent, revokedAt) = ((AccessGrant?)null, 0UL, 0L);
            foreach (var (key, value) in token)
            {
                switch (key.Length == Hash256.Length ? 0 : key[^1])
                {
                    case SpentMark: spent = new WireReader(value).UInt64(); break;
                    case RevokedMark: revokedAt = new WireReader(value).Int64(); break;
                    default: grant = AccessGrant.Decode(value); break;
                }
            }

            // A request that outlived its token by far leaves a sum behind that belongs to nobody.
            if (grant is not null)
            {
                yield return new AccessToken(token.Key, grant, spent, revokedAt);
            }
        }
    }

    public static void PutGrant(IWriteBatch batch, AccessToken token) => batch.Put(Column.AccessTokens, token.Hash.Bytes, token.Grant.Encode());

    public static void PutSpent(IWriteBatch batch, AccessToken token, ulong spent) =>
        batch.Put(Column.AccessTokens, Key(token, SpentMark), new WireWriter().UInt64(spent).Written);

    public static void PutRevoked(IWriteBatch batch, AccessToken token, long now) =>
        batch.Put(Column.AccessTokens, Key(token, RevokedMark), new WireWriter().Int64(now).Written);

    public static void Delete(IWriteBatch batch, AccessToken token)
    {
        batch.Delete(Column.AccessTokens, token.Hash.Bytes);
        batch.Delete(Column.AccessTokens, Key(token, SpentMark));
        batch.Delete(Column.AccessTokens, Key(token, RevokedMark));
    }

    private static byte[] Key(AccessToken token, byte mark) => [.. token.Hash.Bytes, mark];
}
