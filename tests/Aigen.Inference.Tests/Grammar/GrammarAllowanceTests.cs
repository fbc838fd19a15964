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
                var followed = Follow(program, tokens);

                Assert.True(10 * followed.MostNew < GrammarMatcher.NewPerToken, $"{followed.MostNew} at one token of {document} of {test.Text}");
                Assert.True(2 * followed.Work < GrammarAllowance.Of(tiny.Model.Vocabulary.Size, tokens.Length), $"{followed.Work} for {document} of {test.Text}");
            }
        }
    }

    [Theory]
    [InlineData("root ::= ([a-z ]{1,20} [a-z ]{1,20}){1,20}")]
    [InlineData("root ::= ([a-z ]{1,40} [a-z ]{1,40}){1,40}")]
    [InlineData("root ::= a{1,30}\na ::= b{1,30}\nb ::= c{1,30}\nc ::= [a-z ]{1,30}")]
    [InlineData("root ::= \"a\" root \"x\" | \"a\" root \"y\" | [a-z ] root | [a-z ] root \"z\" | \"\"")]
    public void Work_OfAHostileGrammar_EndsTheAnswerBeforeOneTokenTakesMoreThanItMay(string hostile)
    {
        var constraint = new GrammarConstraint(GbnfParser.Parse(hostile), tiny.Model.Vocabulary);
        var tokens = tiny.Model.Vocabulary.Tokenize(string.Concat(Enumerable.Repeat("a a aa once upon a time there was a little girl ", 20)), parseSpecial: false);
        var (before, taken, hasEnded) = (0L, 0, false);
        foreach (var token in tokens)
        {
            try
            {
                constraint.Allowed();
                constraint.Accept(token);
            }
            catch (GrammarTooAmbiguousException)
            {
                hasEnded = true;
            }

            // What was met before is a look-up for each byte of the vocabulary at most; the element that passed the limit is counted too.
            taken++;
            Assert.InRange(constraint.MostNew, 1, GrammarMatcher.NewPerToken + 1);
            Assert.InRange(constraint.Work - before, 0, GrammarMatcher.NewPerToken + (16 * tiny.Model.Vocabulary.Size));
            before = constraint.Work;
            if (hasEnded || (hasEnded = constraint.IsSpent)) break;
        }

        Assert.True(hasEnded, $"{taken} tokens, {constraint.Work} elements");
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
