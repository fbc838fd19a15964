using System.Text.Json;
using Aigen.Node.Client;

namespace Aigen.Node.Tests.Client;

public sealed class OutlineTests
{
    [Fact]
    public void Write_NestedObject_IndentsWhatIsInside()
    {
        const string json = """{"height":7,"hash":null,"header":{"a":true,"long":"x"},"list":[{"b":1,"c":2},{"b":3}],"names":["p","q"],"none":[]}""";

        Assert.Equal(
            """
            height  7
            hash    -
            header
              a     true
              long  x
            list
              - b  1
                c  2
              - b  3
            names   p, q
            none    -

            """,
            Print(json));
    }

    [Fact]
    public void Write_ControlCharacters_AreLeftOut() => Assert.Equal("reason  a[2Jb\n", Print("""{"reason":"a\u001b[2J\nb"}"""));

    [Fact]
    public void Pretty_LettersAndSigns_StayAsTheyAre() => Assert.Equal("\"é+<\"", JsonText.Pretty(JsonElement.Parse("\"é+<\"")));

    [Fact]
    public void Columns_LastColumn_HasNoTrailingSpace()
    {
        var output = new StringWriter();

        Columns.Write(output, ["id", "name"], [["a-long-id", "x"], ["b", "yy"]]);

        Assert.Equal("id         name\na-long-id  x\nb          yy\n", output.ToString());
    }

    private static string Print(string json)
    {
        var output = new StringWriter();
        Outline.Write(output, JsonElement.Parse(json));
        return output.ToString();
    }
}
