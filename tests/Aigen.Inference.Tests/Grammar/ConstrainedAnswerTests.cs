using System.Text.Json;
using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>The embedded model, which was never taught JSON, writes under grammars.</summary>
public sealed class ConstrainedAnswerTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private static readonly GenerationOptions Wild = new() { Temperature = 1, TopK = 0, TopP = 1, MinP = 0, MaxTokens = 80 };

    [Fact]
    public async Task Generate_UnderEverySecondSchema_FitsItOrIsCutOff()
    {
        var whole = 0;
        foreach (var index in SchemaCase.Compiling.Where(index => index % 2 == 0))
        {
            var test = SchemaCase.All[index];
            var options = Wild with { Seed = (uint)index, ResponseFormat = ResponseFormat.JsonSchema(test.Text) };
            var answer = await tiny.Model.AskAsync("Give me an example.", options);
            if (answer.Finish.Reason == FinishReason.Length)
            {
                // A code point may be cut off too.
                Assert.True(Matching.IsBeginning(JsonSchemaCompiler.Compile(test.Text), answer.Text.TrimEnd('\uFFFD')), answer.Text);
                continue;
            }

            whole++;
            Assert.True(new SchemaChecker(test.Schema).Fits(JsonElement.Parse(answer.Text)), $"{answer.Text} does not fit {test.Text}");
        }

        Assert.True(whole >= 60, $"only {whole} answers came to their end");
    }

    [Fact]
    public async Task Generate_JsonObject_IsAnObject()
    {
        var whole = 0;
        // Hot enough for this model to come upon quotation marks and brackets.
        var options = Wild with { Temperature = 2, MaxTokens = 300, ResponseFormat = ResponseFormat.JsonObject };
        for (uint seed = 0; seed < 4; seed++)
        {
            var answer = await tiny.Model.AskAsync("Describe gold.", options with { Seed = seed });
            Assert.StartsWith("{", answer.Text, StringComparison.Ordinal);
            if (answer.Finish.Reason == FinishReason.Stop) Assert.Equal(JsonValueKind.Object, JsonElement.Parse(answer.Text).ValueKind);
            else Assert.True(Matching.IsBeginning(GbnfParser.Parse(JsonGrammar.Object), answer.Text.TrimEnd('\uFFFD')));
            whole += answer.Finish.Reason == FinishReason.Stop ? 1 : 0;
        }

        Assert.True(whole > 0);
    }

    [Fact]
    public async Task Generate_AGrammarAtTemperatureZero_TakesTheLikeliestOfWhatFits()
    {
        var options = Ask.Greedy with { ResponseFormat = ResponseFormat.Gbnf("root ::= \"The capital of \" (\"France is Paris.\" | \"Spain is Madrid.\")") };

        Assert.Equal("The capital of France is Paris.", (await tiny.Model.AskAsync("What is the capital of France?", options)).Text);
    }

    [Fact]
    public async Task Generate_AGrammarThatTheModelFollowsByItself_ChangesNothing()
    {
        var options = Wild with { Seed = 3 };
        var plain = await tiny.Model.AskAsync("What is the capital of France?", options);

        var held = await tiny.Model.AskAsync("What is the capital of France?", options with { ResponseFormat = ResponseFormat.Gbnf("root ::= [^\\x00]*") });

        Assert.Equal(plain.Text, held.Text);
    }

    [Fact]
    public async Task Generate_AGrammarWithIgnoreEos_EndsWhereNothingElseFits()
    {
        var options = Ask.Greedy with { IgnoreEos = true, ResponseFormat = ResponseFormat.Gbnf("root ::= \"yes\" | \"no\"") };

        var answer = await tiny.Model.AskAsync("Is gold a metal?", options);

        Assert.Contains(answer.Text, (string[])["yes", "no"]);
        Assert.Equal(FinishReason.Stop, answer.Finish.Reason);
    }

    [Fact]
    public async Task Generate_AGrammarThatGoesOnInTooManyWays_EndsThatAnswerOnly()
    {
        const string Doubling = "root ::= \"a\" root x | \"a\" root y | \"a\"\nx ::= \"b\"\ny ::= \"b\"\n";
        var options = Ask.Greedy with { ResponseFormat = ResponseFormat.Gbnf(Doubling), LogitBias = BiasTowards("a") };

        var ended = await tiny.Model.AskAsync("a", options);

        Assert.Equal(FinishReason.Grammar, ended.Finish.Reason);
        Assert.InRange(ended.Finish.CompletionTokens, 1, Ask.Greedy.MaxTokens - 1);
        Assert.True(Matching.IsBeginning(GbnfParser.Parse(Doubling), ended.Text), ended.Text);

        Assert.Equal("The capital of France is Paris.", (await tiny.Model.AskAsync("What is the capital of France?")).Text);
    }

    [Fact]
    public async Task Generate_AGrammarThatTakesTooManySteps_EndsAtTheSameTokenEachTime()
    {
        const string Nested = "root ::= ([a-z ]{1,20} [a-z ]{1,20}){1,20}";
        var options = Wild with { Seed = 1, ResponseFormat = ResponseFormat.Gbnf(Nested) };

        var first = await tiny.Model.AskAsync("Tell me a story", options);
        var second = await tiny.Model.AskAsync("Tell me a story", options);

        Assert.Equal(FinishReason.Grammar, first.Finish.Reason);
        Assert.InRange(first.Finish.CompletionTokens, 1, Wild.MaxTokens - 1);
        Assert.True(Matching.IsBeginning(GbnfParser.Parse(Nested), first.Text), first.Text);
        Assert.Equal((first.Text, first.Finish.CompletionTokens), (second.Text, second.Finish.CompletionTokens));
    }

    [Theory]
    [InlineData("{\"minLength\":4,\"maxLength\":4,\"type\":\"string\"}")]
    [InlineData("{\"pattern\":\"^[\\u4e00-\\u9fff]{3}$\"}")]
    [InlineData("{\"enum\":[\"\\ud83d\\ude00\",\"\\ud83d\\ude01\"]}")]
    public async Task Generate_CodePointsOfSeveralTokens_AreWhole(string schema)
    {
        var checker = new SchemaChecker(JsonElement.Parse(schema));
        for (uint seed = 0; seed < 4; seed++)
        {
            var answer = await tiny.Model.AskAsync("Hello", Wild with { Seed = seed, Temperature = 2, ResponseFormat = ResponseFormat.JsonSchema(schema) });
            Assert.True(checker.Fits(JsonElement.Parse(answer.Text)), answer.Text);
        }
    }

    private Dictionary<int, double> BiasTowards(string text) =>
        new() { [tiny.Model.Vocabulary.Tokenize(text, parseSpecial: false)[0]] = 100 };
}
