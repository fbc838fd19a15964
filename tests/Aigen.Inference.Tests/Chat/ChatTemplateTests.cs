using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

public sealed class ChatTemplateTests
{
    private static readonly TemplateTokens Tokens = new("<s>", "</s>", null);
    private static readonly ChatMessage[] WithSystem = [new(ChatRoles.System, "Be brief."), new(ChatRoles.User, " Hi\n")];

    [Fact]
    public void Prepare_TheEmbeddedModel_PutsEachTextInItsTurn()
    {
        using var model = TestModels.LoadTiny();

        var prompt = model.Prompt([.. WithSystem]);

        Assert.Equal("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n Hi\n<|im_end|>\n<|im_start|>assistant\n", prompt.Text);
    }

    [Fact]
    public void Render_TextsOfMessages_AreKnownInTheResult()
    {
        var (chat, _) = Template("hermes").Render(WithSystem, null);

        Assert.Equal(["Be brief.", " Hi\n"], chat!.Contents.Select(content => chat.Text[content.Start..content.End]));
    }

    [Fact]
    public void Render_ATemplateThatTrims_TrimsTheTexts()
    {
        var (chat, _) = Template("gemma").Render([new(ChatRoles.User, " \n Hi there\t ")], null);

        Assert.Equal("<s><start_of_turn>user\nHi there<end_of_turn>\n<start_of_turn>model\n", chat!.Text);
        Assert.Equal(["Hi there"], chat.Contents.Select(content => chat.Text[content.Start..content.End]));
    }

    [Fact]
    public void Render_ATemplateWithoutSystemMessages_GetsTheTextInFrontOfTheNextOne()
    {
        var (chat, _) = Template("gemma").Render([.. WithSystem, new(ChatRoles.Assistant, "Yes?"), new(ChatRoles.User, "No")], null);

        Assert.StartsWith("<s><start_of_turn>user\nBe brief.\n Hi<end_of_turn>\n<start_of_turn>model\nYes?", chat!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ATemplateThatRefuses_SaysItsOwnSentence()
    {
        var (chat, refusal) = Template("gemma").Render([new(ChatRoles.User, "a"), new(ChatRoles.User, "b")], null);

        Assert.Null(chat);
        Assert.Equal("refuses the messages: Roles must alternate user/assistant", refusal);
    }

    [Fact]
    public void Render_ATemplateThatFails_SaysTheLine()
    {
        var (chat, refusal) = new ChatTemplate("\n{{ messages[0].content }}\n{{ 'a' + 1 }}", Tokens, TimeProvider.System).Render(WithSystem, null);

        Assert.Null(chat);
        Assert.Equal("cannot render the messages: line 3: + between a str and a int", refusal);
    }

    [Theory]
    [InlineData("{% for m in messages %}{% for part in m.content %}{{ part.text }};{% endfor %}{% endfor %}", "Be brief.; Hi\n;")]
    [InlineData("{% for m in messages %}{{ m.content[0]['text'] }};{% endfor %}", "Be brief.; Hi\n;")]
    [InlineData("{% for m in messages %}{% if m.content is string %}{{ m.content }}{% else %}{{ m.content[0].text }}{% endif %};{% endfor %}", "Be brief.; Hi\n;")]
    public void Render_ATemplateThatTakesPartsOnly_GetsParts(string template, string expected) =>
        Assert.Equal(expected, new ChatTemplate(template, Tokens, TimeProvider.System).Render(WithSystem, null).Chat?.Text);

    [Theory]
    [InlineData("{{ call.arguments | tojson }}", "{\"city\": \"Rome\"}")]
    [InlineData("{{ call.arguments.items() | list }}", "[('city', 'Rome')]")]
    [InlineData("{{ '' + call.arguments }}", "{\"city\":\"Rome\"}")]
    [InlineData("{{ call.arguments }}", "{\"city\":\"Rome\"}")]
    public void Render_ArgumentsOfACall_AreTheObjectOrTheTextThatTheTemplateExpects(string arguments, string expected)
    {
        var template = "{% for m in messages %}{% for c in m.tool_calls or [] %}{% set call = c.function %}" + arguments + "{% endfor %}{% endfor %}";
        ChatMessage[] messages = [new(ChatRoles.User, "?"), new(ChatRoles.Assistant, "") { ToolCalls = [new ToolCall("1", "f", "{\"city\":\"Rome\"}")] }];

        Assert.Equal(expected, new ChatTemplate(template, Tokens, TimeProvider.System).Render(messages, null).Chat?.Text);
    }

    [Fact]
    public void Render_ATemplateThatWantsNoTextBesideCalls_GetsNone()
    {
        const string Source = "{% for m in messages %}{% if m.content is none %}{{ m.tool_calls[0].function | tojson }}{% else %}{{ m.content }}{% endif %}{% endfor %}";
        ChatMessage[] messages = [new(ChatRoles.User, "?"), new(ChatRoles.Assistant, "") { ToolCalls = [new ToolCall("1", "f", "{}")] }];

        Assert.Equal("?{\"name\": \"f\", \"arguments\": {}}", new ChatTemplate(Source, Tokens, TimeProvider.System).Render(messages, null).Chat?.Text);
    }

    [Fact]
    public void Render_TheResultOfACall_NamesTheFunctionThatWasCalled()
    {
        const string Source = "{% for m in messages %}{{ m.role }}:{{ m.name }}:{{ m.tool_call_id }};{% endfor %}";
        ChatMessage[] messages = [new(ChatRoles.Assistant, "") { ToolCalls = [new ToolCall("1", "f", "{}")] }, new(ChatRoles.Tool, "x") { ToolCallId = "1" }, new(ChatRoles.Tool, "x") { ToolCallId = "2" }];

        Assert.Equal("assistant::;tool:f:1;tool::2;", new ChatTemplate(Source, Tokens, TimeProvider.System).Render(messages, null).Chat?.Text);
    }

    [Fact]
    public void Render_ADate_IsTheDayOfTheClockInUtc()
    {
        var template = new ChatTemplate("{{ strftime_now('%d %b %Y') }}", Tokens, new Midnight());

        Assert.Equal("31 Dec 2027", template.Render(WithSystem, null).Chat?.Text);
    }

    [Fact]
    public void Render_ManyLongMessages_LosesNothing()
    {
        var messages = Enumerable.Range(0, 300).Select(i => new ChatMessage(i % 2 == 0 ? ChatRoles.User : ChatRoles.Assistant, $"{i}:{new string('x', i)}")).ToList();

        var (chat, _) = Template("hermes").Render(messages, null);

        Assert.Equal(messages.Select(message => message.Content), chat!.Contents.Select(content => chat.Text[content.Start..content.End]));
    }

    [Fact]
    public async Task Load_ATemplateThatCannotBeRead_LeavesTheModelGoodForTexts()
    {
        using var model = ToolModels.Load("{% for m in messages %}\n{{ m.content }\n{% endfor %}");

        var refused = Assert.IsType<PromptOutcome.BadMessages>(model.Prepare(WithSystem));

        Assert.Equal("the chat template of model aigen-tiny cannot be read: line 2: '}' closes nothing", refused.Reason);
        Assert.Equal("line 2: '}' closes nothing", model.Description.TemplateProblem);
        var text = Assert.IsType<PromptOutcome.Prepared>(model.Prepare(new TextPrompt("Once upon a time", null))).Prompt;
        Assert.NotEmpty((await model.AnswerAsync(text, Ask.Greedy with { MaxTokens = 5 })).Text);
    }

    [Fact]
    public void Prepare_ATemplateThatRefuses_IsRefusedWithItsSentence()
    {
        using var model = ToolModels.Load(ToolModels.Template("gemma"));

        var refused = Assert.IsType<PromptOutcome.BadMessages>(model.Prepare([new(ChatRoles.User, "a"), new(ChatRoles.User, "b")]));

        Assert.Equal("the chat template of model aigen-tiny refuses the messages: Roles must alternate user/assistant", refused.Reason);
    }

    [SmolFact]
    public void Prepare_ARealModelWithoutASystemMessage_HasItsDefault()
    {
        using var model = LlamaModel.Load(new ModelOptions { Path = TestModels.SmolPath!, ContextLength = 512, Threads = 1 });

        Assert.Equal(
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
            model.Prompt("Hi").Text);
    }

    private static ChatTemplate Template(string name) => new(ToolModels.Template(name), Tokens, TimeProvider.System);

    // One where it is another day already.
    private sealed class Midnight : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2027, 12, 31, 23, 59, 59, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("later", TimeSpan.FromHours(5), "later", "later");
    }
}
