using Aigen.Inference.Grammars;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>Grammars that clients write.</summary>
public sealed class GbnfParserTests
{
    [Theory]
    [InlineData("root ::= \"a\" | \"b\"", "b", "c")]
    [InlineData("root ::= [a-c]+ \"-\" [^a-c\\n]", "abc-d", "abc-a")]
    [InlineData("root ::= \"x\"{2,3}", "xxx", "xxxx")]
    [InlineData("root ::= \"xy\"{2}", "xyxy", "xy")]
    [InlineData("root ::= (\"a\" | b)* # a comment\nb ::= \"b\"", "abba", "abc")]
    [InlineData("\n# first\nroot ::= (\n  \"a\" |\n  \"b\"\n)?\n", "", "ab")]
    [InlineData("root ::= . \"\\x41\\u00e9\\U0001F600\\t\"", "zAé😀\t", "zAe😀\t")]
    [InlineData("root ::= [\\[\\]\\-\\\\^-]{6}", "[]-\\^-", "[]-\\^a")]
    [InlineData("root ::= \"a\" root \"b\" | \"\"", "aaabbb", "aab")]
    [InlineData("root ::= a a a\na ::= \"x\"?", "xx", "xxxx")]
    [InlineData("root ::= \"\"", "", "x")]
    public void Parse_AGrammar_TakesItsTexts(string grammar, string inside, string outside)
    {
        Assert.True(Matching.Matches(grammar, inside));
        Assert.False(Matching.Matches(grammar, outside));
    }

    [Theory]
    [InlineData("", "there is no rule named root")]
    [InlineData("start ::= \"a\"", "there is no rule named root")]
    [InlineData("root ::= b", "the rule b is used but not defined")]
    [InlineData("root ::= \"a\"\nroot ::= \"b\"", "the rule root is defined twice at line 2, column 10")]
    [InlineData("root := \"a\"", "expected ::= at line 1, column 6")]
    [InlineData("root ::= \"a", "a literal or class that is not closed at line 1, column 12")]
    [InlineData("root ::= [a", "a literal or class that is not closed at line 1, column 12")]
    [InlineData("root ::= []", "a class of no character at line 1, column 12")]
    [InlineData("root ::= [z-a]", "a range that ends before it starts at line 1, column 14")]
    [InlineData("root ::= (\"a\"", "expected ) at line 1, column 14")]
    [InlineData("root ::= \"a\")", "expected an element, | or the end of the rule at line 1, column 13")]
    [InlineData("root ::= *", "a repetition of nothing at line 1, column 11")]
    [InlineData("root ::= \"a\"{3,2}", "a repetition whose numbers are the wrong way round at line 1, column 18")]
    [InlineData("root ::= \"a\"{2001}", "a repetition of more than 2000 at line 1, column 18")]
    [InlineData("root ::= \"\\q\"", "an unknown escape at line 1, column 11")]
    [InlineData("root ::= \"\\u00g0\"", "expected 4 hex digits at line 1, column 13")]
    [InlineData("root ::= \"\\U00110000\"", "a code point beyond Unicode at line 1, column 13")]
    [InlineData("root ::= <think>", "a token reference, which is not supported, at line 1, column 10")]
    [InlineData("root ::= root \"a\"", "no text ever ends the rule root")]
    [InlineData("root ::= root \"a\" | \"b\"", "the rule root is left-recursive, or repeats what may be empty")]
    [InlineData("root ::= e root \"a\" | \"b\"\ne ::= f\nf ::= \"\"", "the rule root is left-recursive, or repeats what may be empty")]
    [InlineData("root ::= (\"a\"?)*", "the rule root is left-recursive, or repeats what may be empty")]
    [InlineData("root ::= \"a\" root", "no text ever ends the rule root")]
    [InlineData("???", "expected the name of a rule at line 1, column 1")]
    public void Parse_WhatIsNoGrammar_IsRefusedWithThePlace(string grammar, string reason) =>
        Assert.Equal(reason, Assert.Throws<GrammarRefusedException>(() => GbnfParser.Parse(grammar)).Message);

    [Fact]
    public void Parse_GroupsWithoutEnd_AreRefused() =>
        Assert.Contains("100 groups", Refusal("root ::= " + new string('(', 60_000)), StringComparison.Ordinal);

    [Fact]
    public void Parse_RepetitionsThatMultiply_AreRefused()
    {
        var rules = Enumerable.Range(0, 300).Select(i => $"r{i} ::= \"{new string('x', 100)}\"{{2000}}");
        Assert.Contains("elements", Refusal("root ::= \"a\"\n" + string.Join('\n', rules)), StringComparison.Ordinal);
        Assert.Contains("rules", Refusal("root ::= \"a\"\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"r{i} ::= \"x\"{{0,2000}}"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AChainOfTenThousandRules_NeedsNoStack()
    {
        var rules = Enumerable.Range(0, 10_000).Select(i => $"r{i} ::= r{i + 1}");
        Assert.True(Matching.Matches("root ::= r0\n" + string.Join('\n', rules) + "\nr10000 ::= \"a\"\n", "a"));
    }

    // Each code point doubles the ways: llama.cpp's matcher follows all of them, which takes for ever.
    [Fact]
    public void Match_WaysThatDouble_GivesUpSoon()
    {
        const string Grammar = "root ::= \"a\" root x | \"a\" root y | \"\"\nx ::= \"b\"\ny ::= \"b\"\n";

        Assert.Throws<GrammarTooAmbiguousException>(() => Matching.Matches(Grammar, new string('a', 100)));
        Assert.True(Matching.Matches(Grammar, "aabb"));
    }

    [Fact]
    public void FindFault_OfAGrammarThatIsTooLong_SaysSo() =>
        Assert.Contains("more than 65536", ResponseFormat.Gbnf("root ::= \"a\" #" + new string(' ', 70_000)).FindFault()!.Given, StringComparison.Ordinal);

    [Fact]
    public void Parse_ThousandsOfMutatedGrammars_RefusesOrCompiles()
    {
        var schemas = SchemaCase.Compiling.Where(index => index % 5 == 0).Select(index => SchemaCase.All[index].Text);
        string[] seeds = [.. schemas.Select(JsonSchemaCompiler.Write).Where(text => text.Length < 2000)];
        const string Signs = "[]{}()|*+?\"\\-^,r1 \n:=.<é";
        var random = new Random(7);
        var parsed = 0;
        for (var i = 0; i < 5000; i++)
        {
            var text = new System.Text.StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var edits = random.Next(1, 4); edits > 0; edits--) text[random.Next(text.Length)] = Signs[random.Next(Signs.Length)];
            try
            {
                GbnfParser.Parse(text.ToString());
                parsed++;
            }
            catch (GrammarRefusedException)
            {
                // Anything else fails the test.
            }
        }

        Assert.True(parsed > 200, $"only {parsed} were read");
    }

    private static string Refusal(string grammar) => Assert.Throws<GrammarRefusedException>(() => GbnfParser.Parse(grammar)).Message;
}
