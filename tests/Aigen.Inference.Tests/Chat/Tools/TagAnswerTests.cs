using System.Text.Json;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Calls in tags that the embedded model writes, with templates in the manner of their families, and its next turn, in which it is shown them.</summary>
public sealed class TagAnswerTests
{
    private const string MiniCpm =
        """
        {%- for m in messages %}[{{ m.role }}]{{ m.content }}{% for c in m.tool_calls or [] %}{{ '\n' if not loop.first or m.content }}<function name="{{ c.function.name }}">
        {%- for k, v in c.function.arguments.items() %}<param name="{{ k }}">{{ '<![CDATA[' + v + ']]>' if v is string and '<' in v else v }}</param>{% endfor %}</function>{% endfor %}
        {%- endfor %}[assistant]
        """;

    private const string Kimi3 =
        """
        {%- macro open(tag) %}<|open|>{{ tag }}<|sep|>{% endmacro %}
        {%- macro close(tag) %}<|close|>{{ tag }}<|sep|>{% endmacro %}
        {%- for m in messages %}{{ open(m.role) }}{% if m.role == 'assistant' %}{{ open('think') ~ (m.reasoning_content or '') ~ close('think') ~ open('response') }}{% endif %}{{ m.content }}
        {%- if m.role == 'assistant' %}{{ close('response') }}{% endif %}
        {%- for c in m.tool_calls or [] %}{{ open('tools') if loop.first }}{{ open('call tool="' ~ c.function.name ~ '" index="' ~ loop.index ~ '"') }}
        {%- for k, v in c.function.arguments.items() %}{{ open('argument key="' ~ k ~ '" type="' ~ ('string' if v is string else 'number') ~ '"') }}{{ v }}{{ close('argument') }}{% endfor %}
        {{- close('call') }}{{ close('tools') if loop.last }}{% endfor %}{{ close('message') }}{% endfor %}{{ open('assistant') + open('response') }}
        """;

    private const string MiniMax3 =
        """
        {%- set mark = ']<]minimax[>[' %}
        {%- macro tags(value) %}
            {%- if value is mapping %}{% for k, v in value.items() if v is not none %}{{ mark }}<{{ k }}>{{ tags(v) }}{{ mark }}</{{ k }}>{% endfor %}
            {%- elif value is string or value is number %}{{ value }}
            {%- else %}{% for item in value %}{{ mark }}<item>{{ tags(item) }}{{ mark }}</item>{% endfor %}{% endif %}
        {%- endmacro %}
        {%- for m in messages %}[{{ m.role }}]{{ '</mm:think>' if m.role == 'assistant' }}{{ m.content }}
        {%- for c in m.tool_calls or [] %}{{ mark ~ '<tool_call>\n' if loop.first }}{{ mark }}<invoke name="{{ c.function.name }}">{{ tags(c.function.arguments) }}{{ mark }}</invoke>
        {{- '\n' }}{{ mark ~ '</tool_call>' if loop.last }}{% endfor %}{% endfor %}[assistant]</mm:think>
        """;

    private static readonly ToolFunction Trip = ToolFunctions.Of(
        "plan_trip",
        """
        {"type":"object","properties":{"city":{"enum":["Paris","<Rome>"]},"note":{"type":"string","maxLength":9},"stays":{"type":"array","minItems":1,"maxItems":2,
         "items":{"type":"object","properties":{"days":{"type":"integer","minimum":1,"maximum":9}},"required":["days"]}}},"required":["city","stays"]}
        """);

    public static TheoryData<string, string> Templates => new()
    {
        { nameof(XmlToolForms.MiniCpm), MiniCpm }, { nameof(XmlToolForms.Kimi3), Kimi3 }, { nameof(XmlToolForms.MiniMax3), MiniMax3 },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Generate_ACallIsRequired_IsACallWhoseArgumentsFitAndThatTheTemplateWritesAgain(string form, string template)
    {
        using var model = ToolModels.Load(template);
        Assert.Same(KnownForms.Of(form), model.Description.Tools?.Form);
        ChatMessage question = new(ChatRoles.User, "Plan a trip to Rome.");
        for (uint seed = 0; seed < 3; seed++)
        {
            var options = new GenerationOptions { Temperature = 1.2, Seed = seed, MaxTokens = 400, Tools = new ToolUse([Trip], ToolChoice.Required, isParallel: false) };

            var answer = await model.AnswerAsync(Prompt(model, [question], options.Tools), options);

            Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
            var parts = answer.Pieces.SelectMany(piece => piece.ToolCalls).ToList();
            var text = string.Concat(parts.Select(part => part.Arguments));
            var arguments = JsonElement.Parse(text);
            Assert.Contains(arguments.GetProperty("city").GetString(), (string[])["Paris", "<Rome>"]);
            Assert.InRange(arguments.GetProperty("stays").GetArrayLength(), 1, 2);
            Assert.All(arguments.GetProperty("stays").EnumerateArray(), stay => Assert.InRange(stay.GetProperty("days").GetInt32(), 1, 9));

            var call = new ToolCall(parts[0].Id!, Assert.Single(parts, part => part.Name is not null).Name!, text);
            var next = Prompt(model, [question, new ChatMessage(ChatRoles.Assistant, "") { ToolCalls = [call] }, new ChatMessage(ChatRoles.Tool, "Done") { ToolCallId = call.Id }], options.Tools);
            Assert.Contains(arguments.GetProperty("city").GetString()!, next.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Generate_AControlTokenInWhatEndsAValue_ComesAsThatToken()
    {
        using var model = ToolModels.LoadWithControl(ToolModels.Xml, "</parameter>");
        var control = Assert.Single(model.Vocabulary.Tokenize("</parameter>", parseSpecial: true));
        ChatMessage question = new(ChatRoles.User, "What is the weather in Rome?");
        var options = new GenerationOptions { Temperature = 1.5, Seed = 1, MaxTokens = 300, TopLogprobs = 0, Tools = new ToolUse([ToolFunctions.Weather], ToolChoice.Required, isParallel: false) };

        var answer = await model.AnswerAsync(Prompt(model, [question], options.Tools), options);

        Assert.Equal([control], model.Description.Tools!.Tokens.Shown.Keys);
        Assert.Equal(("", FinishReason.ToolCalls), (answer.Text, answer.Finish.Reason));
        Assert.Equal(2, answer.Pieces.SelectMany(piece => piece.Logprobs).Count(token => (token.Text, token.Bytes) == ("</parameter>", null)));
        var arguments = JsonElement.Parse(string.Concat(answer.Pieces.SelectMany(piece => piece.ToolCalls).Select(part => part.Arguments)));
        Assert.InRange(arguments.GetProperty("days").GetInt32(), 1, 9);
    }

    private static PreparedPrompt Prompt(LlamaModel model, ChatMessage[] messages, ToolUse tools) =>
        Assert.IsType<PromptOutcome.Prepared>(model.Prepare(messages, tools)).Prompt;
}
