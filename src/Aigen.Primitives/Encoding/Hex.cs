namespace Aigen.Primitives.Encoding;

/// <summary>Hexadecimal text: input takes an optional <c>0x</c> and either case, output is lowercase and always has <c>0x</c>.</summary>
public static class Hex
{
    public static string Encode(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Decodes text of any even length; false when a character is not a hex digit or the length is odd.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        var digits = WithoutPrefix(text);
        bytes = new byte[digits.Length / 2];
        return digits.Length % 2 == 0 && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>Decodes into a buffer that must be filled exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var digits = WithoutPrefix(text);
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>The same from UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        var digits = utf8.StartsWith("0x"u8) || utf8.StartsWith("0X"u8) ? utf8[2..] : utf8;
        return digits.Length == destination.Length * 2
            && Convert.FromHexString(digits, destination, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    public static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
}
