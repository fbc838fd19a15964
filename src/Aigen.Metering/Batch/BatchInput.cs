using System.Text;
using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What a batch job is asked: a prompt, or JSON without white space between its tokens.</summary>
/// <param name="IsPrompt">The text is the prompt itself.</param>
public sealed record BatchInput(bool IsPrompt, string Text)
{
    /// <summary>What the payment names.</summary>
    public Hash256 Hash => Hash256.Of(Encoding.UTF8.GetBytes(Text));

    public int Bytes => Encoding.UTF8.GetByteCount(Text);

    public static BatchInput Of(JsonElement given) => given.ValueKind == JsonValueKind.String
        ? new BatchInput(true, given.GetString()!)
        : new BatchInput(false, Stringify.Compact(given.GetRawText()));
}
