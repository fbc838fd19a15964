using System.Text.Json;
using Aigen.Inference.Jinja;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>tests/vectors/jinja.json: what Jinja itself makes of templates.</summary>
internal static class JinjaVectors
{
    public static JsonElement Document { get; } = JsonElement.Parse(File.ReadAllText(Checkout.Get("tests/vectors/jinja.json")));

    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Dictionary<string, JinjaValue> Variables(JsonElement given)
    {
        var variables = ((JinjaDict)JsonReader.Read(given.GetRawText())).Entries.ToDictionary(entry => ((JinjaString)entry.Key).Value, entry => entry.Value);
        variables["strftime_now"] = new JinjaFunction("strftime_now", arguments => JinjaString.Own(DateFormat.Write(Noon, arguments.RequiredText(0, "format").Value)));
        return variables;
    }

    /// <summary>What becomes of a template, in the words of the vectors.</summary>
    public static string Outcome(string template, IReadOnlyDictionary<string, JinjaValue> variables)
    {
        try
        {
            return "text " + JinjaTemplate.Parse(template).Render(variables).Value;
        }
        catch (TemplateRefusal refusal)
        {
            return "raises " + refusal.Message;
        }
        catch (JinjaException)
        {
            return "refused";
        }
    }

    public static string Expected(JsonElement vector) =>
        vector.TryGetProperty("text", out var text) ? "text " + text.GetString()
        : vector.TryGetProperty("raises", out var raises) ? "raises " + raises.GetString() : "refused";
}
