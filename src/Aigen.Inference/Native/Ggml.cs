using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>The part of ggml-backend.h that the engine uses.</summary>
internal static partial class Ggml
{
    internal const string Library = "ggml";

    [LibraryImport(Library, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BackendLoadAllFromPath(string directory);
}
