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
    private static string? _error;

    /// <summary>Receives each line, on whatever thread llama.cpp wrote it; null (the default) is silence.</summary>
    public static Action<NativeLogLevel, string>? Sink { get; set; }

    /// <summary>
    /// The first error line that llama.cpp wrote on this thread since the last call, or null: it names the cause, where the lines after it say
    /// what failed because of it.
    /// </summary>
    internal static string? TakeError()
    {
        var error = _error;
        _error = null;
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
        if (_level == NativeLogLevel.Error) _error ??= whole;
        Sink?.Invoke(_level, whole);
    }
}
