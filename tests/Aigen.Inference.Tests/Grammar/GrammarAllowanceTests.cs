using Aigen.Inference.Grammars;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>What following a grammar costs, in steps.</summary>
public sealed class GrammarAllowanceTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void Work_OfEverySchemaWithTheWholeVocabularyAskedAboutAtEachToken_IsLessThanHalfOfWhatItMayBe()
    {
        foreach (var test in SchemaCase.Compiling.Select(index => SchemaCase.All[index]))
        {
            var program = JsonSchemaCompiler.Compile(test.Text);
            foreach (var document in test.Accept.Where(document => document.Length < 400))
            {
                var tokens = tiny.Model.Vocabulary.Tokenize(document, parseSpecial: false);
                var work = Follow(program, tokens).Work;

                Assert.True(2 * work < GrammarAllowance.Of(tiny.Model.Vocabulary.Size, tokens.Length), $"{work} for {document} of {test.Text}");
            }
        }
    }

    [Fact]
    public void Work_OfRepetitionsInRepetitions_IsSpentWithinTokens()
    {
        var grammar = GbnfParser.Parse("root ::= ([a-z ]{1,20} [a-z ]{1,20}){1,20}");

        Assert.True(Follow(grammar, tiny.Model.Vocabulary.Tokenize("once upon a time there was a little girl who had a little dog", parseSpecial: false)).IsSpent);
    }

    [Fact]
    public void Work_OfTheSameTokens_IsTheSame()
    {
        var grammar = GbnfParser.Parse(JsonGrammar.Object);
        var tokens = tiny.Model.Vocabulary.Tokenize("{\"a\": [1, 2, {\"b\": \"c\"}]}", parseSpecial: false);

        Assert.Equal(Follow(grammar, tokens).Work, Follow(grammar, tokens).Work);
    }

    private GrammarConstraint Follow(GrammarProgram program, int[] tokens)
    {
        var constraint = new GrammarConstraint(program, tiny.Model.Vocabulary);
        foreach (var token in tokens)
        {
            constraint.Allowed();
            Assert.True(constraint.Allows(token));
            constraint.Accept(token);
        }

        return constraint;
    }
}
