using System.Text;

namespace Aigen.Inference.Native;

/// <summary>Strings as C wants them.</summary>
internal static class Utf8
{
    public static byte[] ZeroTerminated(string value)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(value) + 1];
        Encoding.UTF8.GetBytes(value, bytes);
        return bytes;
    }
}
