using System.Text;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <content>
/// Of texts and of embeddings: <c>{"model_id":...,"prompt":...}</c>, with <c>"suffix"</c> behind it where there is one, then the options as
/// above; and <c>{"model_id":...,"input":[...]}</c>, with <c>"dimensions"</c> behind it where it was given. The second name says what kind of
/// request it is, so that a signature of one kind is none of another.
/// </content>
public static partial class RequestHash
{
    public static Hash256 OfText(string? modelId, TextPrompt prompt, GenerationOptions? options = null)
    {
        var json = Begin(modelId, "prompt");
        Stringify.Text(json, prompt.Text);
        if (prompt.Suffix is { } suffix)
        {
            json.Append(",\"suffix\":");
            Stringify.Text(json, suffix);
        }

        if (options is not null)
        {
            AddOptions(json, options);
        }

        return End(json);
    }

    public static Hash256 OfEmbedding(string? modelId, IReadOnlyList<string> input, int? dimensions = null)
    {
        var json = Begin(modelId, "input").Append('[');
        for (var i = 0; i < input.Count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            Stringify.Text(json, input[i]);
        }

        json.Append(']');
        if (dimensions is { } count)
        {
            json.Append($",\"dimensions\":{count}");
        }

        return End(json);
    }

    private static StringBuilder Begin(string? modelId, string kind)
    {
        var json = new StringBuilder("{\"model_id\":");
        Stringify.Text(json, modelId);
        return json.Append($",\"{kind}\":");
    }

    private static Hash256 End(StringBuilder json) => Hash256.Of(Encoding.UTF8.GetBytes(json.Append('}').ToString()));
}
