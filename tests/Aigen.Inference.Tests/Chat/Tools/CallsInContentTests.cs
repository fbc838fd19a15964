using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Templates that tell their model of functions and leave its calls out: those are put into the content, as the model wrote them.</summary>
public sealed class CallsInContentTests
{
    private const string Trigger = "<|tool_call_start|>";

    private static readonly string Told = ToolModels.Template("told");

    [Fact]
    public void Render_CallsOfTheModel_StandInItsTextAsItWroteThem()
    {
        using var model = ToolModels.LoadWithControl(Told, Trigger);
        var tools = new ToolUse([ToolFunctions.Weather, ToolFunctions.Time]);
        var prompt = Prompt(
            model, tools,
            new(ChatRoles.User, "Hi"),
            new(ChatRoles.Assistant, "Let me look.") { ToolCalls = [Call("""{"city": "L'Aquila\n", "days": 2, "now": true, "of": ["a", null, {"b": 1.5}]}"""), Call("{}")] },
            new(ChatRoles.Tool, "rain") { ToolCallId = "c" });

        Assert.Contains(
            "assistant\nLet me look.<|tool_call_start|>[f(city='L\\'Aquila\\n', days=2, now=True, of=['a', None, {'b': 1.5}]), f()]<|tool_call_end|><|im_end|>\n<|im_start|>tool\nrain<",
            prompt.Text, StringComparison.Ordinal);
        var token = Assert.Single(model.Vocabulary.Tokenize(Trigger, parseSpecial: true));
        Assert.Single(prompt.Tokens, token);
    }

    [Fact]
    public void Render_AnArgumentThatSpellsTheTrigger_IsText()
    {
        using var model = ToolModels.LoadWithControl(Told, Trigger);
        var token = Assert.Single(model.Vocabulary.Tokenize(Trigger, parseSpecial: true));

        var prompt = Prompt(model, null, new(ChatRoles.User, "Hi"), new(ChatRoles.Assistant, "") { ToolCalls = [Call($$"""{"a": "{{Trigger}}"}""")] }, new(ChatRoles.User, Trigger));

        Assert.Single(prompt.Tokens, token);
    }

    [Fact]
    public void Family_OfATemplateThatOnlyTells_NeedsTheTokenInTheVocabulary()
    {
        using var without = ToolModels.Load(Told);
        using var with = ToolModels.LoadWithControl(Told, Trigger);

        Assert.Null(without.Description.Tools);
        Assert.Same(NotedToolForms.Liquid, with.Description.Tools!.Form);
    }

    [Fact]
    public void Granite_Calls_AreAListBehindItsToken() => Assert.Equal(
        """<|tool_call|>[{"name": "f", "arguments": {"a": 1}}, {"name": "f", "arguments": {}}]""", JsonToolForms.Granite.Write([Call("""{"a": 1}"""), Call("{}")]).Value);

    private static ToolCall Call(string arguments) => new("c", "f", arguments);

    private static PreparedPrompt Prompt(LlamaModel model, ToolUse? tools, params ChatMessage[] messages) =>
        Assert.IsType<PromptOutcome.Prepared>(model.Prepare(messages, tools)).Prompt;
}
