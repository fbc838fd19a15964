namespace Aigen.Node.Client;

/// <summary>How a refusal of the node is told.</summary>
internal static class Failures
{
    public static async Task WriteAsync(TextWriter error, RpcErrorException refusal)
    {
        await error.WriteLineAsync($"error {refusal.Code}: {TerminalText.Clean(refusal.Message, keepNewlines: false)}");
        if (refusal.Details is { } details)
        {
            await error.WriteLineAsync(JsonText.Pretty(details));
        }
    }
}
