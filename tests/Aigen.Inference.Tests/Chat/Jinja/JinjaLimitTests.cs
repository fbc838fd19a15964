using Aigen.Inference.Jinja;

namespace Aigen.Inference.Tests.Chat;

/// <summary>A template comes with a file that anybody may have written.</summary>
public sealed class JinjaLimitTests
{
    // Two texts of a million characters, equal and not the same.
    private const string Long = "{% set a = 'x' * 1000000 %}{% set b = 'x' * 999999 + 'x' %}";

    [Theory]
    [InlineData("{{ 'x' * 10 ** 9 }}", "characters")]
    [InlineData("{{ 'x' * 10 ** 30 }}", "characters")]
    [InlineData("{% set ns = namespace(s='x' * 1000) %}{% for i in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", "characters")]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{{ 'xxxxxxxxxx' }}{% endfor %}{% endfor %}", "steps")]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}", "steps")]
    [InlineData("{{ range(10 ** 9) }}", "range has 1000000000 numbers, allowed 100000")]
    [InlineData("{{ range(-10 ** 9, 10 ** 9) }}", "range")]
    [InlineData("{{ [0] * 10 ** 9 }}", "steps")]
    [InlineData("{{ 9 ** 10 ** 9 }}", "larger than 2^127")]
    [InlineData("{{ 10 ** 38 * 10 }}", "larger than 2^127")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "deeper than 1000 levels")]
    [InlineData("{% set l = [1] %}{% set _ = l.append(l) %}{{ l }}", "deeper than 1000 levels")]
    [InlineData("{% set l = [1] %}{% set _ = l.append(l) %}{{ l | tojson }}", "deeper than 1000 levels")]
    [InlineData("{% set l = [1] %}{% set _ = l.append(l) %}{% set k = [1] %}{% set _ = k.append(k) %}{{ l == k }}", "deeper than 1000 levels")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}", "steps")]
    [InlineData("{% set ns = namespace(l=[1], k=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% set ns.k = [ns.k, ns.k] %}{% endfor %}{{ ns.l == ns.k }}", "steps")]
    [InlineData("{{ '%999999999d' % 1 }}", "allowed 1000")]
    [InlineData("{{ '%.999999999f' % 1 }}", "allowed 1000")]
    [InlineData("{{ '{:999999999}'.format(1) }}", "allowed 1000")]
    [InlineData("{{ 'a'.center(10 ** 9) }}", "allowed 1000")]
    [InlineData("{{ 'a\nb' | indent(10 ** 9) }}", "allowed 1000")]
    [InlineData("{{ [1] | batch(10 ** 9, 0) }}", "allowed 1 to 100000")]
    [InlineData("{{ [1] | slice(10 ** 9) }}", "allowed 1 to 100000")]
    [InlineData("{% set ns = namespace(s='a') %}{% for i in range(40) %}{% set ns.s = ns.s | replace('a', 'aa') %}{% endfor %}", "steps")]
    [InlineData("{% set l = [1] %}{% for i in range(100000) %}{% set _ = l.extend(l) %}{% endfor %}", "steps")]
    [InlineData(Long + "{% for i in range(100000) %}{{ a == b }}{% endfor %}", "steps")]
    [InlineData(Long + "{% for i in range(100000) %}{{ a < b }}{% endfor %}", "steps")]
    [InlineData(Long + "{% for i in range(100000) %}{{ 'y' in a }}{% endfor %}", "steps")]
    [InlineData(Long + "{% set d = {a: 1} %}{% for i in range(100000) %}{{ d[b] }}{{ d.get(b) }}{{ b in d }}{% endfor %}", "steps")]
    [InlineData(Long + "{% for i in range(100000) %}{{ a.isalpha() }}{{ a is lower }}{{ a | int }}{{ a.startswith(b) }}{% endfor %}", "steps")]
    [InlineData(Long + "{{ ([a] * 100000) | unique | length }}", "steps")]
    [InlineData(Long + "{{ ([1] * 100000) | map(attribute=a) | length }}", "steps")]
    [InlineData(Long + "{{ ([a, b] * 100000) | sort | length }}", "steps")]
    [InlineData("{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{{ x }}{% endfor %}{% endfor %}{% endfor %}", "steps")]
    public void Render_TooMuch_IsRefusedWithTheLimit(string template, string reason)
    {
        var refused = Assert.ThrowsAny<JinjaException>(() => JinjaTemplate.Parse(template).Render([]));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("-", "")]
    [InlineData("not ", "")]
    [InlineData("a if b else ", " ")]
    [InlineData("a[", "]")]
    [InlineData("f(", ")")]
    public void Parse_BracketsNestedTooDeep_AreRefusedWithTheLine(string open, string close)
    {
        string Nested(int depth) => $"\n{{{{ {string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, depth))} }}}}";

        JinjaTemplate.Parse(Nested(20));
        var refused = Assert.Throws<JinjaSyntaxException>(() => JinjaTemplate.Parse(Nested(10_000)));

        Assert.StartsWith("line 2: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% if a %}", "{% endif %}")]
    [InlineData("{% for a in b %}", "{% endfor %}")]
    [InlineData("{% macro a() %}", "{% endmacro %}")]
    [InlineData("{% set a %}", "{% endset %}")]
    public void Parse_BlocksNestedTooDeep_AreRefused(string open, string close) => Assert.Throws<JinjaSyntaxException>(
        () => JinjaTemplate.Parse(string.Concat(Enumerable.Repeat(open, 20_000)) + string.Concat(Enumerable.Repeat(close, 20_000))));

    [Fact]
    public void Render_AChainOfOperatorsThatIsTooLong_IsRefused()
    {
        var refused = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 50_000)) + " }}").Render([]));

        Assert.Contains("deeper than 1000 levels", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ATemplateThatIsTooLong_IsRefusedWithTheNumbers()
    {
        var refused = Assert.Throws<JinjaSyntaxException>(() => JinjaTemplate.Parse(new string('x', JinjaLimits.Source + 1)));

        Assert.Equal("line 1: the template has 262145 characters, allowed 262144", refused.Message);
    }

    [Fact]
    public void Render_AMegabyteInOneMessageAndInManyMessages_CopiesItAFewTimesOnly()
    {
        var template = Support.ToolModels.Template("hermes");
        var chat = new ChatTemplate(template, TemplateTokens.None, TimeProvider.System);
        var habits = chat.Habits;
        var text = new string('x', 1 << 20);

        Assert.NotNull(chat.Render([new(ChatRoles.User, text), new(ChatRoles.Assistant, $"<think>{text}</think>{text}"), new(ChatRoles.User, text)], null, habits).Chat);
        Assert.NotNull(chat.Render([.. Enumerable.Range(0, 20_000).Select(i => new ChatMessage(i % 2 == 0 ? ChatRoles.User : ChatRoles.Assistant, $"message {i}: {text[..40]}"))], null, habits).Chat);
    }
}
