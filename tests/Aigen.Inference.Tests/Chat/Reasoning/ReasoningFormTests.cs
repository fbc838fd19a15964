namespace Aigen.Inference.Tests.Chat;

/// <summary>Which form of reasoning a template has, and where its prompts leave the model.</summary>
public sealed class ReasoningFormTests
{
    private const string Thinking =
        "{% for m in messages %}<{{ m.role }}>{% if m.reasoning_content %}<think>{{ m.reasoning_content }}</think>{% endif %}{{ m.content }}{% endfor %}"
        + "<assistant>{% if enable_thinking %}<think>\n{% elif enable_thinking is defined %}<think></think>\n{% endif %}";

    private static readonly ChatMessage[] Question = [new(ChatRoles.User, "Hi")];

    public static TheoryData<string> Names => [.. typeof(ReasoningForms).GetFields().Select(known => known.Name)];

    [Fact]
    public void All_Forms_AreListed() => Assert.Equal(Names.Count, ReasoningForms.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void ATemplate_WithTheMarkOfAForm_IsOfIt(string name)
    {
        var form = (ReasoningForm)typeof(ReasoningForms).GetField(name)!.GetValue(null)!;
        var template = Of($"{{{{ '{form.Mark}' }}}}");

        Assert.Same(form, ReasoningForms.All.First(known => template.Has(known.Mark)));
    }

    [Fact]
    public void ATemplate_ThatPutsTheMarkTogether_IsOfTheFormThatItWrites()
    {
        var template = Of("{% for m in messages %}{% if m.reasoning_content %}{{ '</' ~ 'think' ~ '>' }}{{ m.reasoning_content }}{% endif %}{{ m.content }}{% endfor %}");

        Assert.True(template.Has("</think>"));
        Assert.False(template.Has("</seed:think>"));
    }

    [Theory]
    [InlineData(null, ReasoningStart.Possible)]
    [InlineData("true", ReasoningStart.Open)]
    [InlineData("false", ReasoningStart.Closed)]
    public void APrompt_AsItsTemplateEndsIt_SaysWhereTheAnswerBegins(string? isThinking, ReasoningStart start)
    {
        var (chat, _) = Of(Thinking).Render(Question, null, isThinking is null ? null : new TemplateArguments($$"""{"enable_thinking":{{isThinking}}}"""));

        Assert.Equal(start, new ReasoningFamily(ReasoningForms.Think, FormTokens.None).StartOf(chat!));
    }

    [Fact]
    public void APrompt_ThatHasBegunTheAnswerItself_IsThroughWithReasoning()
    {
        var (chat, _) = Of("{% for m in messages %}{{ m.content }}{% endfor %}<|open|>response<|sep|>").Render(Question, null);

        Assert.Equal(ReasoningStart.Closed, new ReasoningFamily(ReasoningForms.Kimi3, FormTokens.None).StartOf(chat!));
    }

    [Theory]
    [InlineData("<think>")]
    [InlineData("</think>")]
    public void APrompt_ThatEndsWithAMarkOfTheRequest_SaysNothing(string said)
    {
        var (chat, _) = Of("{% for m in messages %}{{ m.content }}{% endfor %}{{ '</think>' if false }}").Render([new ChatMessage(ChatRoles.User, said)], null);

        Assert.Equal(ReasoningStart.Possible, new ReasoningFamily(ReasoningForms.Think, FormTokens.None).StartOf(chat!));
    }

    [Fact]
    public void AModel_ThatDoesNotReason_HasItsAnswersOpeningReadAllTheSame()
    {
        var family = new ReasoningFamily(ReasoningForms.Functionary, FormTokens.None);
        var (chat, _) = Of("{% for m in messages %}{{ m.content }}{% endfor %}>>>").Render(Question, null);

        Assert.Equal(ReasoningStart.Closed, family.StartOf(chat!));
        Assert.NotNull(family.Use(ReasoningStart.Closed, ReasoningFormat.InText)!.NewReader());
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    [InlineData("thinking")]
    public void AMessage_WithReasoning_HasItUnderTheNameThatTheTemplateKnows(string name)
    {
        var template = Of("{% for m in messages %}[{{ m.NAME or '-' }}]{{ m.content }}{% endfor %}".Replace("NAME", name));

        Assert.Equal("[-]Hi[Hm.]Hello", Written(template));
    }

    [Fact]
    public void AMessage_WithReasoning_HasItAsAPartWhereTheTemplateKnowsParts()
    {
        var template = Of(
            "{% for m in messages %}{% if m.content is string %}{{ m.content }}{% else %}{% for p in m.content %}[{{ p.type }}:{{ p.thinking or p.text }}]{% endfor %}{% endif %}{% endfor %}");

        Assert.Equal("Hi[thinking:Hm.][text:Hello]", Written(template));
    }

    [Fact]
    public void AMessage_WhoseReasoningTheTemplateLeavesOut_StaysAText() =>
        Assert.Equal("HiHello", Written(Of("{% for m in messages %}{{ m.content }}{% endfor %}")));

    private static ChatTemplate Of(string source) => new(source, TemplateTokens.None, TimeProvider.System);

    private static string Written(ChatTemplate template) =>
        template.Render([.. Question, new ChatMessage(ChatRoles.Assistant, "Hello") { Reasoning = "Hm." }], null).Chat!.Text;
}
