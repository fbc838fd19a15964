using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference.Jinja;

namespace Aigen.Inference;

/// <summary>Values that a request gives to the model's chat template by name, beside its messages and tools.</summary>
/// <param name="Json">A JSON object. Names that the template does not know do nothing.</param>
public sealed record TemplateArguments(string Json)
{
    /// <summary>Characters of all of them. Templates have a handful of switches; the longest of llama.cpp's collection are a date and a sentence.</summary>
    public const int MaxLength = 4_096;

    /// <summary>The names that the node itself gives to templates.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["messages", "tools", "add_generation_prompt", "strftime_now", "bos_token", "eos_token", "pad_token"];

    /// <summary>The same with one more.</summary>
    /// <param name="name">Its name, of letters and underscores.</param>
    /// <param name="value">Its value.</param>
    public TemplateArguments With(string name, JsonNode value)
    {
        var others = Json.Trim()[1..^1].Trim();
        return new($"{{{others}{(others.Length > 0 ? "," : "")}\"{name}\":{value.ToJsonString()}}}");
    }

    /// <summary>Whether there is one of this name.</summary>
    public bool Has(string name) => JsonElement.Parse(Json).TryGetProperty(name, out _);

    internal OptionFault? FindFault()
    {
        const string Field = "ChatTemplateKwargs";
        if (Json.Length > MaxLength) return new OptionFault(Field, $"{Json.Length} characters", $"a JSON object of up to {MaxLength} characters");
        try
        {
            var arguments = JsonElement.Parse(Json);
            if (arguments.ValueKind != JsonValueKind.Object) return new OptionFault(Field, $"{arguments.ValueKind}", "a JSON object");
            return arguments.EnumerateObject().Select(argument => argument.Name).FirstOrDefault(Reserved.Contains) is { } reserved
                ? new OptionFault(Field, $"an object with {reserved}", $"other names than {string.Join(", ", Reserved)}, which the node gives itself") : null;
        }
        catch (JsonException)
        {
            return new OptionFault(Field, "no JSON, or too deep", "a JSON object of up to 64 levels");
        }
    }

    /// <summary>As variables. Every text in them counts as the request's, and makes no control token.</summary>
    internal IEnumerable<KeyValuePair<string, JinjaValue>> Variables() =>
        JsonElement.Parse(Json).EnumerateObject().Select(argument => KeyValuePair.Create(argument.Name, JsonReader.Read(argument.Value.GetRawText())));
}
