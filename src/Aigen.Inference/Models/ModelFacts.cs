using System.Runtime.InteropServices;
using System.Text;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>What the metadata of a loaded model says.</summary>
internal static unsafe class ModelFacts
{
    public static string Quantization(ModelHandle model) => Quantization(Llama.ModelFtype(model));

    /// <summary>The same of a model that is not loaded.</summary>
    public static string Quantization(GgufHeader model)
    {
        LlamaBackend.EnsureStarted();
        return Quantization(model.FileType ?? 0);
    }

    /// <summary>A string of the file's metadata, or null.</summary>
    public static string? Metadata(ModelHandle model, string key)
    {
        fixed (byte* name = Utf8.ZeroTerminated(key))
        {
            var length = Llama.ModelMetaValStr(model, name, null, 0);
            if (length < 0) return null;
            var value = new byte[length + 1];
            fixed (byte* buffer = value) Llama.ModelMetaValStr(model, name, buffer, (nuint)value.Length);
            return Encoding.UTF8.GetString(value, 0, length);
        }
    }

    private static string Quantization(int fileType) => Marshal.PtrToStringUTF8((nint)Llama.FtypeName(fileType)) ?? "unknown";
}
