using System.Globalization;
using System.Text;
using System.Text.Json;
using Aigen.Crypto;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Metering.Tests.Access;

/// <summary>What wallets sign and the database keeps, byte for byte as another program made it.</summary>
public sealed class AccessTokenVectorTests : IDisposable
{
    private static readonly JsonElement Vector = JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/rpc/access-tokens.json")));
    private static readonly SigningKey Key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly long SignedAt = Vector.GetProperty("timestamp").GetInt64();
    private static readonly long ExpiresAt = Vector.GetProperty("expires_at").GetInt64();

    private static readonly AccessMessages Messages = new(
        Vector.GetProperty("network_magic").GetUInt32(), PublicKey.Parse(Text(Vector, "node")), Address.Parse(Text(Vector, "wallet")));

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-tokens-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Login_OfEachVector_HasItsMessageSignatureAndRecord()
    {
        foreach (var vector in Vector.GetProperty("logins").EnumerateArray())
        {
            var nonce = ulong.Parse(Text(vector, "nonce"), CultureInfo.InvariantCulture);
            var cap = vector.GetProperty("cap_micro_aigen") is { ValueKind: JsonValueKind.Number } number ? number.GetUInt64() : (ulong?)null;
            var scopes = vector.GetProperty("scopes").EnumerateArray()
                .Aggregate(AccessScopes.None, (all, name) => AccessScopeNames.TryParse(name.GetString()!, out var scope) ? all | scope : all);

            var message = Messages.Login(SignedAt, ExpiresAt, scopes, cap, nonce);
            var grant = new AccessGrant(new WalletProof(Key.PublicKey, SignedAt, nonce, Key.Sign(message)), ExpiresAt, scopes, cap);

            Assert.Equal(Text(vector, "message"), Encoding.UTF8.GetString(message));
            Assert.Equal(Text(vector, "signature"), grant.Proof.Signature.ToString());
            Assert.Equal(Text(vector, "record"), Hex.Encode(grant.Encode()));
            Assert.Equal(grant, AccessGrant.Decode(grant.Encode()));
        }
    }

    [Fact]
    public void Order_OfEachVector_HasItsMessageAndSignature()
    {
        foreach (var vector in Vector.GetProperty("orders").EnumerateArray())
        {
            var nonce = vector.GetProperty("nonce").GetUInt64();
            var message = Text(vector, "kind") == "list" ? Messages.List(SignedAt, nonce) : Messages.Revoke(SignedAt, Text(vector, "token_id"), nonce);
            Assert.Equal(Text(vector, "message"), Encoding.UTF8.GetString(message));
            Assert.Equal(Text(vector, "signature"), Key.Sign(message).ToString());
        }
    }

    [Fact]
    public void Store_WithTheVectorsEntries_IsTheVectorsTokenAndWritesThemAgain()
    {
        var (expected, stored) = (Vector.GetProperty("token"), Vector.GetProperty("stored"));
        var record = Text(Vector.GetProperty("logins")[1], "record");
        string[][] entries = [[Text(expected, "key"), record], Pair(stored, "spent"), Pair(stored, "revoked")];
        using var store = RocksStore.Open(_folder);
        Write(store, batch => Array.ForEach(entries, entry => batch.Put(Column.AccessTokens, Bytes(entry[0]), Bytes(entry[1]))));

        var token = Assert.Single(AccessTokenStore.Load(store));

        Assert.Equal(AccessTokenText.Of(Text(expected, "text"))!.Hash, token.Hash);
        Assert.Equal(
            (Text(expected, "token_id"), stored.GetProperty("spent_micro_aigen").GetUInt64(), (long?)stored.GetProperty("revoked_at").GetInt64()),
            (token.Id, token.Spent, token.RevokedAt));
        Write(store, batch => AccessTokenStore.Delete(batch, token));
        Assert.Empty(store.Scan(Column.AccessTokens));
        Write(store, batch =>
        {
            AccessTokenStore.PutGrant(batch, token);
            AccessTokenStore.PutSpent(batch, token, token.Spent);
            AccessTokenStore.PutRevoked(batch, token, token.RevokedAt!.Value);
        });
        Assert.Equal(entries, store.Scan(Column.AccessTokens).Select(entry => new[] { Hex.Encode(entry.Key), Hex.Encode(entry.Value) }));
    }

    private static void Write(RocksStore store, Action<IWriteBatch> put)
    {
        using var batch = store.CreateBatch();
        put(batch);
        store.Write(batch, Durability.Disk);
    }

    private static string[] Pair(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static byte[] Bytes(string hex) => Hex.TryDecode(hex, out byte[] bytes) ? bytes : throw new FormatException(hex);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
