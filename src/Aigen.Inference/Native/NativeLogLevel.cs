namespace Aigen.Inference;

/// <summary>How much a line of llama.cpp's log matters (ggml_log_level).</summary>
public enum NativeLogLevel
{
    /// <summary>Detail for those who work on llama.cpp.</summary>
    Debug = 1,

    /// <summary>What was loaded and how.</summary>
    Information = 2,

    /// <summary>Something works less well than it could.</summary>
    Warning = 3,

    /// <summary>Something failed.</summary>
    Error = 4,
}
