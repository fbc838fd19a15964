using System.Text.Json;
using Aigen.Inference.Grammars;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>Every schema of the vectors: refused where it must be, else a grammar that takes the right documents and no others.</summary>
public sealed class JsonSchemaTests
{
    public static TheoryData<int> Compiling => [.. SchemaCase.Compiling];

    public static TheoryData<int> Refused => [.. Enumerable.Range(0, SchemaCase.All.Count).Except(SchemaCase.Compiling)];

    [Fact]
    public void Vectors_AreAtLeastTwoHundredSchemas() => Assert.True(SchemaCase.All.Count >= 200);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Compile_WhatAGrammarCannotSay_IsRefusedWithPointerAndKeyword(int index)
    {
        var test = SchemaCase.All[index];

        var refused = Assert.Throws<SchemaRefusedException>(() => JsonSchemaCompiler.Compile(test.Text));

        Assert.Equal(test.Refused, (refused.Pointer, refused.Keyword));
    }

    [Theory]
    [MemberData(nameof(Compiling))]
    public void Compile_ASchema_MakesAGrammarOfItsDocuments(int index)
    {
        var test = SchemaCase.All[index];
        var grammar = JsonSchemaCompiler.Write(test.Text);
        var reference = GbnfReference.Parse(grammar);
        var program = GbnfParser.Parse(grammar);

        Assert.All(test.Accept, document => Assert.True(reference.Matches(document), $"{document} is not in\n{grammar}"));
        Assert.All(test.Reject, document => Assert.False(reference.Matches(document), $"{document} is in\n{grammar}"));
        Assert.All(test.Accept, document => Assert.True(Matching.Matches(program, document), document));
        Assert.All(test.Reject, document => Assert.False(Matching.Matches(program, document), document));
    }

    [Theory]
    [MemberData(nameof(Compiling))]
    public void Checker_OfTheTests_AgreesWithTheVectors(int index)
    {
        var test = SchemaCase.All[index];
        var checker = new SchemaChecker(test.Schema);

        Assert.All(test.Accept, document => Assert.True(checker.Fits(JsonElement.Parse(document)), document));
    }

    // What does not fit the grammar may still fit the schema: members in another order, say. Most does not.
    [Fact]
    public void Checker_OfTheTests_RefusesMostOfWhatTheVectorsReject()
    {
        var (fits, all) = (0, 0);
        foreach (var test in SchemaCase.All)
        {
            foreach (var document in test.Reject)
            {
                if (!TryParse(document, out var value)) continue;
                all++;
                if (new SchemaChecker(test.Schema).Fits(value)) fits++;
            }
        }

        Assert.True(fits * 10 < all, $"{fits} of {all} fit");
    }

    private static bool TryParse(string document, out JsonElement value)
    {
        try
        {
            value = JsonElement.Parse(document);
            return value.ValueKind != JsonValueKind.String || value.GetString() is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            value = default;
            return false;
        }
    }
}
