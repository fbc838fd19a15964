using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Aigen.Inference;

/// <summary>Where llama.cpp's log lines go. Its logger is one per process, and so is this.</summary>
public static unsafe class NativeLog
{
    // A continued line comes from the same thread as its start.
    [ThreadStatic]
    private static StringBuilder? _line;

    [ThreadStatic]
    private static NativeLogLevel _level;

    [ThreadStatic]
    private static string? _lastError;

    /// <summary>Receives each line, on whatever thread llama.cpp wrote it; null (the default) is silence.</summary>
    public static Action<NativeLogLevel, string>? Sink { get; set; }

    /// <summary>The last error line that llama.cpp wrote on this thread since the last call, or null.</summary>
    internal static string? TakeLastError()
    {
        var error = _lastError;
        _lastError = null;
        return error;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnNativeLine(int level, byte* text, nint userData)
    {
        const int Continued = 5; // GGML_LOG_LEVEL_CONT
        try
        {
            if (level != Continued) _level = (NativeLogLevel)Math.Clamp(level, (int)NativeLogLevel.Debug, (int)NativeLogLevel.Error);
            Append(Marshal.PtrToStringUTF8((nint)text) ?? "");
        }
        catch (Exception)
        {
            // An exception of the host's sink must not unwind through native frames: that would end the process.
        }
    }

    private static void Append(string text)
    {
        var line = _line ??= new StringBuilder();
        line.Append(text);
        if (line.Length == 0 || line[^1] != '\n') return;

        var whole = line.ToString().TrimEnd();
        line.Clear();
        if (whole.Length == 0) return;
        if (_level == NativeLogLevel.Error) _lastError = whole;
        Sink?.Invoke(_level, whole);
    }
}
