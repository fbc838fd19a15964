using System.Text;
using Aigen.Inference.Grammars;
using Aigen.Inference.Native;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>The engine's matcher beside llama.cpp's, over the vocabulary of the embedded model.</summary>
public sealed class LlamaComparisonTests : IDisposable
{
    private readonly ModelHandle _model = ModelLoader.Load(TestModels.TinyOptions);

    [Fact]
    public void Allowed_AlongTheDocumentsOfEverySchema_IsWhatLlamaCppAllows()
    {
        var vocabulary = new Vocabulary(_model);
        foreach (var index in SchemaCase.Compiling)
        {
            var test = SchemaCase.All[index];
            // The engine leaves out what never ends; llama.cpp walks into it.
            if (test.Text.Contains("inf", StringComparison.Ordinal)) continue;
            var grammar = JsonSchemaCompiler.Write(test.Text);
            // Some documents are thousands of characters long: their beginnings tell enough.
            foreach (var document in test.Accept.Where(document => document.Length < 200).Take(1))
                Compare(vocabulary, grammar, vocabulary.Tokenize(document, parseSpecial: false).Take(6));
        }
    }

    [Theory]
    [InlineData("root ::= [a-z]{2,5} (\" \" [A-Z]+ | [0-9]{3})* \".\"", "abc DEF123.")]
    [InlineData("root ::= \"x\" (\"é\" | \"ü\" | [\\u4e00-\\u9fff])+ \"\\n\"", "xéü中\n")]
    [InlineData("root ::= item (\",\" item)*\nitem ::= \"(\" root \")\" | [^(),]", "(a,(b)),c")]
    public void Allowed_AlongATextOfAGrammar_IsWhatLlamaCppAllows(string grammar, string text)
    {
        var vocabulary = new Vocabulary(_model);
        Compare(vocabulary, grammar, vocabulary.Tokenize(text, parseSpecial: false));
    }

    public void Dispose() => _model.Dispose();

    private void Compare(Vocabulary vocabulary, string grammar, IEnumerable<int> tokens)
    {
        using var theirs = LlamaGrammar.TryCreate(Llama.ModelGetVocab(_model), grammar);
        Assert.True(theirs is not null, $"llama.cpp refuses\n{grammar}");
        var ours = new GrammarConstraint(GbnfParser.Parse(grammar), vocabulary);
        foreach (var token in tokens)
        {
            CompareNow(vocabulary, ours, theirs, grammar);
            Assert.True(ours.Allows(token));
            ours.Accept(token);
            theirs.Accept(token);
        }

        CompareNow(vocabulary, ours, theirs, grammar);
    }

    private static void CompareNow(Vocabulary vocabulary, GrammarConstraint ours, LlamaGrammar theirs, string grammar)
    {
        var mask = ours.Allowed();
        var allowed = theirs.Allowed(vocabulary.Size);
        for (var token = 0; token < vocabulary.Size; token++)
        {
            var isOurs = (mask[token / 64] >> (token % 64) & 1) != 0;
            if (vocabulary.IsEndOfGeneration(token)) Assert.Equal(allowed[token], ours.MayEnd);
            else if (vocabulary.BytesOf(token) is { Length: > 0 } bytes && bytes[0] != 0)
            {
                // Parts of code points: llama.cpp lets some through that nothing can complete.
                var agree = System.Text.Unicode.Utf8.IsValid(bytes) ? isOurs == allowed[token] : !isOurs || allowed[token];
                Assert.True(agree, $"{Encoding.UTF8.GetString(bytes)}: {(isOurs ? "only here" : "only there")} in\n{grammar}");
            }
        }
    }
}
