using Aigen.Inference.Jinja;
using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Chat;

/// <summary>Templates render as jinja2 renders them.</summary>
public sealed class JinjaVectorTests
{
    public static TheoryData<string> Abouts => [.. JinjaVectors.Document.GetProperty("pieces").EnumerateArray().Select(piece => piece.GetProperty("about").GetString()!).Distinct()];

    public static TheoryData<string> Families => [.. JinjaVectors.Document.GetProperty("rendered").EnumerateArray().Select(chat => chat.GetProperty("family").GetString()!).Distinct()];

    [Theory]
    [MemberData(nameof(Abouts))]
    public void Render_Pieces_IsWhatJinjaMakesOfThem(string about) => Assert.All(
        JinjaVectors.Document.GetProperty("pieces").EnumerateArray().Where(piece => piece.GetProperty("about").GetString() == about),
        piece => Assert.Equal(
            JinjaVectors.Expected(piece),
            JinjaVectors.Outcome(piece.GetProperty("template").GetString()!, JinjaVectors.Variables(JinjaVectors.Document.GetProperty("given")))));

    [Theory]
    [MemberData(nameof(Families))]
    public void Render_ChatsOfAFamily_IsWhatJinjaMakesOfThem(string family) => Assert.All(
        JinjaVectors.Document.GetProperty("rendered").EnumerateArray().Where(chat => chat.GetProperty("family").GetString() == family),
        chat =>
        {
            var variables = JinjaVectors.Variables(JinjaVectors.Document.GetProperty("chats").GetProperty(chat.GetProperty("chat").GetString()!));
            foreach (var (name, token) in JinjaVectors.Variables(JinjaVectors.Document.GetProperty("tokens"))) variables[name] = token;
            variables["add_generation_prompt"] = JinjaBoolean.True;

            Assert.Equal(JinjaVectors.Expected(chat), JinjaVectors.Outcome(ToolModels.Template(family), variables));
        });
}
