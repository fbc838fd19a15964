using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary>The signed request that stops a network.</summary>
internal static class ShutdownRequest
{
    public static readonly Option<ulong?> Nonce = Values.Optional(
        "--nonce", "Tells two orders of one second apart. [default: a random number]", 0UL, ulong.MaxValue);

    /// <summary>The request, and the message that was signed.</summary>
    public static (JsonObject Request, string Message) Sign(ClientRun run, SigningKey key, uint magic)
    {
        var order = new ShutdownOrder(
            run.Get(CeoOptions.Timestamp) ?? run.Now, run.Get(Nonce) ?? (ulong)RandomNumberGenerator.GetInt32(1, int.MaxValue), run.Get(CeoOptions.Reason)!, default);
        var message = order.MessageToSign(magic);
        var request = new JsonObject
        {
            ["timestamp"] = order.Timestamp,
            ["reason"] = order.Reason,
            ["nonce"] = order.Nonce,
            ["signature"] = key.Sign(message).ToString(),
        };
        return (request, Encoding.UTF8.GetString(message));
    }
}
