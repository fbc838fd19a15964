using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>
/// SHA-256 of <c>{"model_id":...,"messages":[{"role":...,"content":...},...]}</c> as compact JSON, UTF-8, exactly as JavaScript's
/// <c>JSON.stringify</c> writes it: what a wallet signs and a receipt names. An absent model id is <c>null</c>.
/// </summary>
public static class RequestHash
{
    public static Hash256 Of(string? modelId, IReadOnlyList<ChatMessage> messages)
    {
        var json = new StringBuilder("{\"model_id\":");
        Quote(json, modelId);
        json.Append(",\"messages\":[");
        for (var i = 0; i < messages.Count; i++)
        {
            json.Append(i == 0 ? "{\"role\":" : ",{\"role\":");
            Quote(json, messages[i].Role);
            json.Append(",\"content\":");
            Quote(json, messages[i].Content);
            json.Append('}');
        }

        return Hash256.Of(Encoding.UTF8.GetBytes(json.Append("]}").ToString()));
    }

    // System.Text.Json escapes more than JSON.stringify does, whichever encoder it is given.
    private static void Quote(StringBuilder json, string? text)
    {
        if (text is null)
        {
            json.Append("null");
            return;
        }

        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append($"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }
}
