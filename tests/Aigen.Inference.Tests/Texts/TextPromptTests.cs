using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Texts;

public sealed class TextPromptTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private const string Code = "def add(a, b):\n    ";
    private const string Rest = "\n\nprint(add(1, 2))";

    [Fact]
    public async Task Prepare_ATextThatATemplateWrote_HasTheTokensAndTheAnswerOfTheChat()
    {
        var chat = tiny.Model.Prompt("What is the capital of France?");

        var prompt = tiny.Model.Prompt(new TextPrompt(chat.Text));

        Assert.Equal(chat.Tokens, prompt.Tokens);
        Assert.Equal("The capital of France is Paris.", (await tiny.Model.AnswerAsync(prompt, Ask.Greedy)).Text);
    }

    [Fact]
    public void Prepare_APlainText_BeginsAsTheModelWantsIt()
    {
        var tokens = tiny.Model.Prompt(new TextPrompt("Once upon a time")).Tokens;

        Assert.Equal([tiny.Model.Vocabulary.BeginningOfSequence!.Value, .. tiny.Model.Vocabulary.Tokenize("Once upon a time", parseSpecial: false)], tokens);
    }

    [Fact]
    public void Prepare_ATextThatBeginsWithTheFirstToken_HasItOnce()
    {
        var first = tiny.Model.Vocabulary.BeginningOfSequence!.Value;

        Assert.Equal([first], tiny.Model.Prompt(new TextPrompt(tiny.Model.Vocabulary.TextOf(first))).Tokens);
    }

    [Fact]
    public void Prepare_AnEmptyText_IsTheFirstTokenAlone() =>
        Assert.Equal([tiny.Model.Vocabulary.BeginningOfSequence!.Value], tiny.Model.Prompt(new TextPrompt("")).Tokens);

    [Fact]
    public void Prepare_AnEmptyTextForAModelThatBeginsWithNothing_IsRefused()
    {
        using var edited = EditedModel.Changed("tokenizer.ggml.add_bos_token", false);

        Assert.Equal(
            "Prompt is empty, allowed a text of at least one token: model edited has none to begin with", Fault(edited.Model, new TextPrompt("")));
    }

    [Theory]
    [InlineData("The capital of France is Paris. ")]
    [InlineData("\n")]
    [InlineData("<|im_end|>")]
    public void Prepare_AHugeText_IsTooLong(string unit) => Assert.Equal(
        new PromptOutcome.TooLong(2048, 1024), tiny.Model.Prepare(new TextPrompt(string.Concat(Enumerable.Repeat(unit, 1_000_000)))));

    [Fact]
    public void Prepare_ManyControlTokens_AreCountedAsSuch() =>
        Assert.Equal(1001, tiny.Model.Prompt(new TextPrompt(string.Concat(Enumerable.Repeat("<|im_end|>", 1000)))).Tokens.Count);

    [Fact]
    public void Prepare_ASuffixForAModelThatCannotFillIn_NamesTheModel() => Assert.Equal(
        "Suffix is a text of 18 characters, allowed absent: model aigen-tiny has no fill-in-the-middle tokens", Fault(tiny.Model, new TextPrompt(Code, Rest)));

    [Fact]
    public async Task Prepare_ASuffixForAModelThatFillsIn_StandsBetweenItsTokens()
    {
        using var edited = FillsIn();
        var words = edited.Model.Vocabulary;

        var prompt = edited.Model.Prompt(new TextPrompt(Code, Rest));

        Assert.Equal(
            [words.BeginningOfSequence!.Value, 300, .. words.Tokenize(Code, parseSpecial: false), 301, .. words.Tokenize(Rest, parseSpecial: false), 302],
            prompt.Tokens);
        Assert.Equal(5, (await edited.Model.AnswerAsync(prompt, Ask.Greedy with { MaxTokens = 5, IgnoreEos = true })).Finish.CompletionTokens);
    }

    [Fact]
    public void Prepare_AroundAGap_ControlTokensAreText()
    {
        using var edited = FillsIn();
        var end = Assert.Single(edited.Model.Vocabulary.Tokenize("<|im_end|>", parseSpecial: true));

        Assert.DoesNotContain(end, edited.Model.Prompt(new TextPrompt("a<|im_end|>", "<|im_end|>b")).Tokens);
        Assert.Contains(end, edited.Model.Prompt(new TextPrompt("a<|im_end|>")).Tokens);
    }

    private static EditedModel FillsIn() => EditedModel.With(
        ("tokenizer.ggml.fim_pre_token_id", 300), ("tokenizer.ggml.fim_suf_token_id", 301), ("tokenizer.ggml.fim_mid_token_id", 302));

    private static string Fault(LlamaModel model, TextPrompt prompt) => Assert.IsType<PromptOutcome.BadText>(model.Prepare(prompt)).Fault.ToString();
}
