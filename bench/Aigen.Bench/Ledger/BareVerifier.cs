using System.Buffers;
using System.Text.Json;
using Aigen.Crypto.Native;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Microsoft.AspNetCore.Builder;

namespace Aigen.Bench;

/// <summary>
/// The least that any server must do with a submitted transfer: Kestrel, one pass over the JSON, hash, libsodium, a fixed answer. It
/// knows neither balances nor nonces, and keeps nothing.
/// </summary>
internal static class BareVerifier
{
    private static readonly byte[] Accepted =
        """{"jsonrpc":"2.0","id":1,"result":{"tx_hash":"0xe6d56b751e6c58ed6de82a9169a9e6294bd64f475981f653697b1c521e00c436","status":"accepted"}}"""u8.ToArray();

    private static readonly byte[] Refused = """{"jsonrpc":"2.0","id":1,"error":{"code":1002,"message":"Invalid signature"}}"""u8.ToArray();

    public static Task<WebApplication> StartAsync() => BareServer.StartAsync(
        static body => Verify(body.IsSingleSegment ? body.FirstSpan : body.ToArray()) ? Accepted : Refused);

    private static bool Verify(ReadOnlySpan<byte> body)
    {
        var fields = SubmittedFields.Read(body);
        Span<byte> key = stackalloc byte[PublicKey.Length];
        Span<byte> signature = stackalloc byte[Signature.Length];
        return Decode(fields.PublicKey, key) && Decode(fields.Signature, signature) && Sodium.crypto_sign_ed25519_verify_detached(
            signature, Preimage(fields).Bytes, Hash256.Length, key) == 0;
    }

    private static bool Decode(ReadOnlySpan<byte> hex, Span<byte> bytes) =>
        Convert.FromHexString(hex[2..], bytes, out _, out _) == OperationStatus.Done;

    private static Hash256 Preimage(in SubmittedFields fields)
    {
        Span<byte> buffer = stackalloc byte[512];
        var length = 0;
        Put("{\"sender\":\""u8, fields.Sender, buffer, ref length);
        Put("\",\"receiver\":\""u8, fields.Receiver, buffer, ref length);
        Put("\",\"amount\":"u8, fields.Amount, buffer, ref length);
        Put(",\"timestamp\":"u8, fields.Timestamp, buffer, ref length);
        Put(",\"nonce\":"u8, fields.Nonce, buffer, ref length);
        Put(",\"priority\":"u8, fields.Priority, buffer, ref length);
        Put(",\"chain_id\":"u8, fields.ChainId, buffer, ref length);
        Put(",\"fee\":{\"base_fee\":"u8, fields.FeeBase, buffer, ref length);
        Put(",\"priority_fee\":"u8, fields.FeePriority, buffer, ref length);
        Put(",\"burn_amount\":"u8, fields.FeeBurn, buffer, ref length);
        Put("},\"payload\":null}"u8, [], buffer, ref length);
        return Hash256.Of(buffer[..length]);
    }

    private static void Put(ReadOnlySpan<byte> label, ReadOnlySpan<byte> value, Span<byte> buffer, ref int length)
    {
        label.CopyTo(buffer[length..]);
        value.CopyTo(buffer[(length + label.Length)..]);
        length += label.Length + value.Length;
    }
}
