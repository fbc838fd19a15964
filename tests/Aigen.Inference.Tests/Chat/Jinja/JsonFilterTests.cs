using Aigen.Inference.Jinja;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Templates that read JSON.</summary>
public sealed class JsonFilterTests
{
    [Theory]
    [InlineData("{{ '{' | from_json }}")]
    [InlineData("{{ '\"\\\\ud83e\"' | from_json }}")]
    [InlineData("{{ '\"HALF\"' | from_json }}")]
    public void FromJson_ATextThatIsNoneOrHasHalfACharacter_IsRefused(string template)
    {
        var refused = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(template.Replace("HALF", "\ud83e")).Render([]));

        Assert.Contains("from_json was given a text that is no JSON", refused.Message, StringComparison.Ordinal);
    }
}
