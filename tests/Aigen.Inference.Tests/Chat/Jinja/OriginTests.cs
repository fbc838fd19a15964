using Aigen.Inference.Jinja;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>What came with the request is known in the result, whatever was done with it on the way.</summary>
public sealed class OriginTests
{
    // Given texts are written in capitals, and the templates have none.
    [Theory]
    [InlineData("a{{ t }}b", "a[ SOME TEXT, ÉTÉ🦊 ]b")]
    [InlineData("a{{ t | trim }}b{{ t.rstrip() }}", "a[SOME TEXT, ÉTÉ🦊]b[ SOME TEXT, ÉTÉ🦊]")]
    [InlineData("{{ '<' + t[1:5] + '>' }}", "<[SOME]>")]
    [InlineData("{{ '<' ~ t[-2:-1] ~ '>' }}{{ t[2] }}", "<[🦊]>[O]")]
    [InlineData("{{ ('a' ~ t.strip() ~ 'b')[::-1] }}", "b[🦊ÉTÉ ,TXET EMOS]a")]
    [InlineData("{{ ('x' ~ t ~ 'y').split(' ') | join('-') }}", "x-[SOME]-[TEXT,]-[ÉTÉ🦊]-y")]
    [InlineData("{{ t.split(',')[0] ~ '|' ~ t.partition(',')[2] }}", "[ SOME TEXT]|[ ÉTÉ🦊 ]")]
    [InlineData("{{ t.replace('TEXT', 'words') }}", "[ SOME ]words[, ÉTÉ🦊 ]")]
    [InlineData("{{ 'hello x' | replace('x', w) }}", "hello [W]")]
    [InlineData("{{ {'k': t.strip(), w: 1} | tojson }}", "{\"k\": \"[SOME TEXT, ÉTÉ🦊]\", \"[W]\": 1}")]
    [InlineData("{{ [q] | tojson }}{{ [q] }}", "[\"[Q\\\"\\n]\"]['[Q\"\\n]']")]
    [InlineData("{{ [w, 'a'] }}{{ {w: w} }}", "['[W]', 'a']{'[W]': '[W]'}")]
    [InlineData("{{ '%s=%3s' % ('a', w) }}{{ '{}:{}'.format(w, 1) }}", "a=  [WW]:1")]
    [InlineData("{{ ('a' ~ w) | upper }}{{ ('B' ~ w) | lower }}", "A[W]b[w]")]
    [InlineData("{{ ('a ' ~ w ~ ' b') | title }}", "A [W] B")]
    [InlineData("{{ (w ~ '\na') | indent(2, true) }}", "  [W]\n  a")]
    [InlineData("{{ ['a', w, 'b'] | join(w) }}", "a[WWW]b")]
    [InlineData("{% set x %}a{{ w }}b{% endset %}{{ x }}{{ x | length }}", "a[W]b3")]
    [InlineData("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(w) ~ m('a') }}", "<[W]><a>")]
    [InlineData("{% filter trim %} a{{ w }} {% endfilter %}", "a[W]")]
    [InlineData("{% for c in 'a' ~ w %}{{ c }},{% endfor %}", "a,[W],")]
    [InlineData("{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "[K]=[V];")]
    [InlineData("{{ (w * 2) ~ 'a' * 2 }}", "[WW]aa")]
    [InlineData("{{ ('<' ~ w) | escape }}", "&lt;[W]")]
    [InlineData("{{ {'W': 'a'}[w] }}{% if w == 'W' %}b{% endif %}", "ab")]
    [InlineData("{{ ' W ' | trim ~ 'a' }}", "Wa")]
    public void Render_GivenTexts_AreFoundWhereTheyAre(string template, string marked)
    {
        var text = JinjaTemplate.Parse(template).Render(((JinjaDict)JsonReader.Read(
            """{"t": " SOME TEXT, ÉTÉ🦊 ", "w": "W", "q": "Q\"\n", "d": {"K": "V"}}""")).Entries.Select(entry => KeyValuePair.Create(((JinjaString)entry.Key).Value, entry.Value)));

        Assert.Equal(marked, Marked(text));
    }

    [Fact]
    public void Render_ChatsOfEveryFamily_HaveNothingGivenThatTheTemplateWrote()
    {
        // The words of a request have a letter that no template has.
        ChatMessage[] messages =
        [
            new(ChatRoles.User, "žone"), new(ChatRoles.Assistant, "žtwo") { ToolCalls = [new ToolCall("ž23456789", "žfind", """{"žkey": ["žvalue", {"ž": null}]}""")] },
            new(ChatRoles.Tool, "žthree") { ToolCallId = "ž23456789" },
        ];
        var tools = new ToolUse([new ToolFunction("žfind", null, """{"type":"function","function":{"name":"žfind","description":"ž","parameters":{"type":"object","properties":{"žkey":{"type":"array"}}}}}""")]);

        foreach (var family in (string[])["hermes", "mistral", "xml", "phi"])
        {
            var (chat, refusal) = new ChatTemplate(ToolModels.Template(family), TemplateTokens.None, TimeProvider.System).Render(messages, tools);

            Assert.Null(refusal);
            for (var i = 0; i < chat!.Text.Length; i++)
                if (chat.Text[i] is 'ž' or 'Ž')
                    Assert.Contains(chat.Contents, content => content.Start <= i && i < content.End);
            Assert.All(chat.Contents, content => Assert.True(content.Start < content.End));
            Assert.All(chat.Contents.Zip(chat.Contents.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.Start));
            Assert.DoesNotContain(chat.Contents, content => chat.Text[content.Start..content.End].Contains("<|", StringComparison.Ordinal));
        }
    }

    private static string Marked(TrackedText text) =>
        string.Concat(text.Runs().Select(run => run.IsGiven ? $"[{text.Value[run.Start..run.End]}]" : text.Value[run.Start..run.End]));
}
