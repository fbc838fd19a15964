using System.Text;

namespace Aigen.Inference;

/// <summary>
/// Joins the bytes of tokens to text. A code point's bytes may come in several tokens: they wait until it is whole. Bytes that are
/// no UTF-8 become U+FFFD.
/// </summary>
internal sealed class TextAssembler
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _text = new char[64];

    /// <summary>The text that is whole once these bytes are added; valid until the next call.</summary>
    public ReadOnlySpan<char> Append(ReadOnlySpan<byte> bytes) => Decode(bytes, flush: false);

    /// <summary>What is left at the end: U+FFFD for a code point that never became whole.</summary>
    public ReadOnlySpan<char> Flush() => Decode([], flush: true);

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var needed = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_text.Length < needed) _text = new char[needed];
        return _text.AsSpan(0, _decoder.GetChars(bytes, _text, flush));
    }
}
