using Aigen.Inference.Jinja;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Whatever stands in a template, it is rendered or refused.</summary>
public sealed class JinjaMutationTests
{
    private const int Mutations = 6000;

    private static readonly string[] Fragments =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "(", ")", "[", "]", "{", "}", "'", "\"", "|", ".", ",", ":", "~", "\\", "\n", "%", "**", "//", " if ", " else ", " not ", " in ", " is ",
        "99999999999999999999999999999999999999999", "1e999", "0x", "'\\U0001F98A'", "\ud83e", "\0", "loop", "messages", "none", "[::-1]", "*args", "|tojson", "|map('trim')", "|sort", "|format(1)",
        ".format(1)", "range(9)", "caller()", "namespace()", "{% break %}", "{% raw %}", "{% endfor %}", "{% set a = 1 %}", "'%d' % ", "'%5.1f'", "'{:>4}'",
    ];

    [Fact]
    public void Render_TemplatesWithAnythingInThem_AreRenderedOrRefused()
    {
        string[] seeds =
        [
            .. JinjaVectors.Document.GetProperty("pieces").EnumerateArray().Select(piece => piece.GetProperty("template").GetString()!),
            .. JinjaVectors.Document.GetProperty("rendered").EnumerateArray().Select(chat => chat.GetProperty("family").GetString()!).Distinct().Select(ToolModels.Template),
        ];
        var random = new Random(20261121);
        var rendered = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var template = seeds[i % seeds.Length];
            for (var changes = random.Next(1, 4); changes > 0; changes--) template = Mutate(template, seeds, random);
            var variables = JinjaVectors.Variables(JinjaVectors.Document.GetProperty("given"));
            variables["messages"] = JsonReader.Read("""[{"role":"system","content":"s"},{"role":"user","content":" u "}]""");

            // Anything but a refusal fails the test.
            if (JinjaVectors.Outcome(template, variables).StartsWith("text", StringComparison.Ordinal)) rendered++;
        }

        Assert.InRange(rendered, Mutations / 10, Mutations);
    }

    private static string Mutate(string template, string[] seeds, Random random)
    {
        var at = random.Next(template.Length + 1);
        var end = Math.Min(template.Length, at + random.Next(1, 8));
        return random.Next(5) switch
        {
            0 => template[..at] + template[end..],
            1 => template[..at] + Fragments[random.Next(Fragments.Length)] + template[end..],
            2 => template[..at] + Fragments[random.Next(Fragments.Length)] + template[at..],
            3 => template[..end] + template[at..],
            _ => template[..at] + seeds[random.Next(seeds.Length)] is var joined && joined.Length < 4000 ? joined : template,
        };
    }
}
