using System.CommandLine;
using System.Text;
using Aigen.Node.Client;
using Aigen.Primitives.Encoding;

namespace Aigen.Node.Commands;

/// <summary>The fields of a transfer.</summary>
internal static class TransactionOptions
{
    public static readonly Option<string> To = new("--to")
    {
        Description = "The receiver: an address, or dev:1 to dev:10.",
        HelpName = "ADDRESS",
        Required = true,
    };

    public static readonly Option<ulong> Amount = Values.Required(
        "--amount", "Whole AIGEN to send, 0 to 18446744073709551615.", 0UL, ulong.MaxValue);

    public static readonly Option<ulong> PriorityFee = Values.WithDefault(
        "--fee-priority", "Whole AIGEN to the producer on top of the base fee; more goes first.", 0UL, ulong.MaxValue, 0UL);

    public static readonly Option<ulong> BurnFee = Values.WithDefault(
        "--fee-burn", "Whole AIGEN of the base fee to destroy, at most the base fee.", 0UL, ulong.MaxValue, 0UL);

    public static readonly Option<string?> Payload = new("--payload")
    {
        Description = "Bytes to carry: text, or hex after 0x. [default: none]",
        HelpName = "TEXT|0xHEX",
    };

    public static byte[]? PayloadOf(ClientRun run)
    {
        if (run.Get(Payload) is not { } text || !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return run.Get(Payload) is { } plain ? Encoding.UTF8.GetBytes(plain) : null;
        }

        return Hex.TryDecode(text, out var bytes) ? bytes : throw new ClientException($"--payload '{text}' starts with 0x but is not hex");
    }
}
