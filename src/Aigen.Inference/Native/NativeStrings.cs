using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>Zero-terminated UTF-8 copies of strings, freed together.</summary>
internal sealed unsafe class NativeStrings
{
    private readonly List<nint> _strings = [];

    public byte* Add(string value)
    {
        var copy = Marshal.StringToCoTaskMemUTF8(value);
        _strings.Add(copy);
        return (byte*)copy;
    }

    public void Free()
    {
        foreach (var copy in _strings) Marshal.FreeCoTaskMem(copy);
        _strings.Clear();
    }
}
