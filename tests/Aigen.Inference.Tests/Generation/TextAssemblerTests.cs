using System.Text;

namespace Aigen.Inference.Tests.Generation;

public sealed class TextAssemblerTests
{
    private const string Text = "héllo 漢字 🦎 e\u0301 👩‍👩‍👧";

    [Fact]
    public void Append_CutAtEveryByte_GivesWholeCodePoints()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var assembler = new TextAssembler();

            string[] pieces = [assembler.Append(bytes.AsSpan(0, cut)).ToString(), assembler.Append(bytes.AsSpan(cut)).ToString()];

            Assert.Equal(Text, string.Concat(pieces));
            Assert.All(pieces, piece => Assert.Equal(piece, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(piece))));
        }
    }

    [Fact]
    public void Append_ByteByByte_GivesEachCodePointWithItsLastByte()
    {
        var assembler = new TextAssembler();

        var pieces = Encoding.UTF8.GetBytes("a🦎").Select(one => assembler.Append([one]).ToString());

        Assert.Equal(["a", "", "", "", "🦎"], pieces);
    }

    [Fact]
    public void Flush_ACodePointThatNeverBecameWhole_IsTheReplacementCharacter()
    {
        var assembler = new TextAssembler();

        Assert.Equal("a", assembler.Append([(byte)'a', 0xF0, 0x9F]).ToString());
        Assert.Equal("\uFFFD", assembler.Flush().ToString());
        Assert.Equal("", assembler.Flush().ToString());
    }

    [Fact]
    public void Append_BytesThatAreNoUtf8_AreReplaced() =>
        Assert.Equal("\uFFFDa", new TextAssembler().Append([0xFF, (byte)'a']).ToString());
}
