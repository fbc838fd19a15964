using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Inference.Grammars;
using Aigen.Inference.Native;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>Schemas that nobody wrote: each is refused cleanly, or makes a grammar that llama.cpp reads too.</summary>
public sealed class SchemaFuzzTests
{
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 200 };

    [Fact]
    public void Compile_ThousandsOfMutatedSchemas_RefusesOrCompiles()
    {
        using var model = ModelLoader.Load(TestModels.TinyOptions);
        var vocabulary = Llama.ModelGetVocab(model);
        var random = new Random(20261121);
        var compiled = 0;
        for (var i = 0; i < 3000; i++)
        {
            var schema = Mutate(random);
            if (TryWrite(schema) is not { } grammar) continue;
            // llama.cpp needs a millisecond for each.
            if (compiled++ % 5 != 0) continue;
            using var theirs = LlamaGrammar.TryCreate(vocabulary, grammar);
            Assert.True(theirs is not null, $"llama.cpp refuses the grammar of {schema}");
        }

        Assert.True(compiled > 300, $"only {compiled} compiled");
    }

    [Fact]
    public void Compile_ASchemaByChance_WritesOnlyWhatFitsIt()
    {
        var random = new Random(14);
        var written = 0;
        for (var i = 0; i < 2000; i++)
        {
            var schema = i < SchemaCase.All.Count ? SchemaCase.All[i].Text : Mutate(random);
            if (TryWrite(schema) is not { } grammar || RandomDocument.Write(GbnfParser.Parse(grammar), random) is not { } document) continue;
            if (Fits(schema, document) is not { } fits) continue;
            Assert.True(fits, $"{document} does not fit {schema}");
            written++;
        }

        Assert.True(written > 400, $"only {written} were written");
    }

    [Fact]
    public void Compile_BytesThatAreNoSchema_AreRefused()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var text = new StringBuilder(SchemaCase.All[random.Next(SchemaCase.All.Count)].Text);
            if (text.Length > 3000) continue;
            for (var flips = random.Next(1, 6); flips > 0 && text.Length > 0; flips--) text[random.Next(text.Length)] = (char)random.Next(1, 0xFFFF);
            TryWrite(text.ToString());
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "a long chain of references", Many("""{"$ref":"#/$defs/a0","$defs":{@,"a3000":{"type":"string"}}}""", 3000, i => Reference($"a{i}", $"a{i + 1}")) },
        { "choices beside choices", Many("""{"allOf":[@]}""", 30, _ => """{"anyOf":[{"minLength":1},{"maxLength":5},{"type":"integer"}]}""") },
        { "a wide oneOf", Many("""{"oneOf":[@]}""", 2000, i => $"{{\"const\":{i}}}") },
        { "oneOf of oneOf", Nested(12, """{"oneOf":[@,@]}""") },
        { "many members", Many("""{"properties":{@},"additionalProperties":true}""", 20_000, i => $"\"p{i}\":true") },
        { "long names", Many("""{"properties":{@},"additionalProperties":true}""", 50, i => $"\"{new string('n', 3000)}{i}\":true") },
        { "a thousand members of each other", Many("""{"$ref":"#/$defs/a","$defs":{"a":{"properties":{@}}}}""", 900, i => Reference($"p{i}", "a")) },
        { "allOf of the same thing", Many("""{"allOf":[@],"$defs":{"a":{"type":"string"}}}""", 5000, _ => """{"$ref":"#/$defs/a"}""") },
        { "allOf of a thousand objects", Many("""{"allOf":[@]}""", 1000, i => $"{{\"properties\":{{\"p{i}\":{{\"type\":\"string\"}}}}}}") },
        { "allOf of objects beside a choice", Many("""{"anyOf":[{"minLength":1},{"maxLength":5},true,true,true,true],"allOf":[@]}""", 2000, i => $"{{\"title\":\"{i}\"}}") },
        { "large repetitions inside each other", Nested(40, """{"type":"array","minItems":99999,"maxItems":100000,"items":@}""") },
        { "a deep pattern", $"{{\"pattern\":\"{new string('(', 900)}a{new string(')', 900)}\"}}" },
        { "a pattern of repetitions", $"{{\"pattern\":\"^{string.Concat(Enumerable.Repeat("([a-z]{0,2000}){0,2000}", 80))}$\"}}" },
        { "a long enum twice", Many("""{"allOf":[{"enum":[@]},{"enum":[@]}]}""", 900, i => $"{i}") },
        { "oneOf of long enums", Many("""{"oneOf":[@]}""", 100, i => Many("""{"enum":[@]}""", 300, j => $"{(i * 300) + j}")) },
        { "a large number", """{"type":"integer","minimum":1e999999999,"maximum":-1e-999999999}""" },
        { "a text that is too long", new string(' ', 300_000) },
        { "brackets", new string('[', 100_000) },
        { "half a pair", """{"const":"\ud800"}""" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Compile_AHostileSchema_CostsLittle(string what, string schema)
    {
        TryWrite("{\"type\":\"string\"}");
        var watch = Stopwatch.StartNew();
        TryWrite(schema);

        // Some milliseconds; the tests' machine may have other things to do.
        Assert.True(watch.ElapsedMilliseconds < 2000, $"{what}: {watch.ElapsedMilliseconds} ms");
    }

    private static string? TryWrite(string schema)
    {
        try
        {
            JsonSchemaCompiler.Compile(schema);
            return JsonSchemaCompiler.Write(schema);
        }
        catch (SchemaRefusedException)
        {
            return null;
        }
    }

    // Null where the checker cannot read a number, or a keyword of another type that has the wrong form.
    private static bool? Fits(string schema, string document)
    {
        try
        {
            return new SchemaChecker(JsonElement.Parse(schema)).Fits(JsonElement.Parse(document));
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    // A schema of the vectors with parts of others put in, keywords swapped and parts left out.
    private static string Mutate(Random random)
    {
        var schema = Pick(random);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var places = Places(schema).ToList();
            if (places.Count == 0) return schema.ToJsonString(Deep);
            var (parent, key) = places[random.Next(places.Count)];
            var part = random.Next(4) switch
            {
                0 => JsonValue.Create(random.Next(-3, 30)),
                1 => JsonValue.Create(random.Next(2) == 0),
                _ => Pick(random),
            };
            if (parent is JsonObject members)
            {
                if (random.Next(5) == 0) members.Remove(key);
                else members[random.Next(4) == 0 ? Keyword(random) : key] = part;
            }
            else ((JsonArray)parent)[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] = part;
        }

        return schema.ToJsonString(Deep);
    }

    private static JsonNode Pick(Random random)
    {
        while (true)
        {
            var test = SchemaCase.All[random.Next(SchemaCase.All.Count)];
            if (test.Text.Length < 600 && JsonNode.Parse(test.Text) is { } node) return node;
        }
    }

    private static string Keyword(Random random)
    {
        string[] keywords = ["items", "anyOf", "allOf", "oneOf", "properties", "required", "additionalProperties", "minLength", "maxItems", "enum", "const", "type", "$ref", "pattern"];
        return keywords[random.Next(keywords.Length)];
    }

    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value).Prepend((members, member.Key))),
        JsonArray items => items.SelectMany((item, i) => Places(item).Prepend((items, $"{i}"))),
        _ => [],
    };

    private static string Join(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));

    private static string Many(string around, int count, Func<int, string> part) => around.Replace("@", Join(count, part), StringComparison.Ordinal);

    private static string Nested(int depth, string around) =>
        Enumerable.Range(0, depth).Aggregate("{\"type\":\"string\"}", (inner, _) => around.Replace("@", inner, StringComparison.Ordinal));

    private static string Reference(string name, string to) => $"\"{name}\":{{\"$ref\":\"#/$defs/{to}\"}}";
}
