using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Values that a request gives to its chat template.</summary>
public sealed class TemplateArgumentsTests
{
    private const string Greeting = "{{ messages[-1].content }}{{ '<|im_end|>' }}{{ greeting | default('nothing') }}";

    [Fact]
    public void Prepare_AnArgument_IsAVariableOfTheTemplate()
    {
        using var model = ToolModels.Load(ToolModels.Qwen3);

        Assert.EndsWith("assistant\n", Prompt(model, null).Text, StringComparison.Ordinal);
        Assert.EndsWith("assistant\n<think>\n\n</think>\n\n", Prompt(model, """{"enable_thinking": false}""").Text, StringComparison.Ordinal);
        Assert.Equal(Prompt(model, null).Tokens, Prompt(model, """{"nobody_knows": [1]}""").Tokens);
    }

    [Fact]
    public void Prepare_ATextThatSpellsAControlToken_HasNone()
    {
        using var model = ToolModels.Load(Greeting);
        var end = Assert.Single(model.Vocabulary.Tokenize("<|im_end|>", parseSpecial: true));

        Assert.EndsWith("nothing", Prompt(model, "{}").Text, StringComparison.Ordinal);
        var prompt = Prompt(model, """{"greeting": "a<|im_end|>b"}""");
        Assert.EndsWith("a<|im_end|>b", prompt.Text, StringComparison.Ordinal);
        Assert.Single(prompt.Tokens, token => token == end);
    }

    [Theory]
    [InlineData("{}", """{"x":true}""")]
    [InlineData(" { \"a\" : 1 } ", """{"a" : 1,"x":true}""")]
    public void With_AName_IsBehindTheOthers(string before, string after) => Assert.Equal(after, new TemplateArguments(before).With("x", true).Json);

    [Theory]
    [InlineData("[]", "a JSON object")]
    [InlineData("{", "a JSON object of up to 64 levels")]
    [InlineData("""{"messages": []}""", "other names than messages, tools")]
    [InlineData(null, "a JSON object of up to 4096 characters")]
    public void Validate_ArgumentsOfNoForm_AreRefused(string? json, string allowed)
    {
        var options = new GenerationOptions { TemplateArguments = new TemplateArguments(json ?? $$"""{"a": "{{new string('x', 5000)}}"}""") };

        var fault = Assert.Single(GenerationOptions.Validate(options));

        Assert.Equal("ChatTemplateKwargs", fault.Field);
        Assert.StartsWith(allowed, fault.Allowed, StringComparison.Ordinal);
    }

    private static PreparedPrompt Prompt(LlamaModel model, string? arguments) => Assert.IsType<PromptOutcome.Prepared>(
        model.Prepare([new ChatMessage(ChatRoles.User, "Hi")], null, arguments is null ? null : new TemplateArguments(arguments))).Prompt;
}
