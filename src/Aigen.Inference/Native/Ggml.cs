using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>The part of ggml-backend.h that the engine uses.</summary>
internal static partial class Ggml
{
    internal const string Library = "ggml";

    [LibraryImport(Library, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BackendLoadAllFromPath(string directory);

    [LibraryImport(Library, EntryPoint = "ggml_backend_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint BackendLoad(string path);

    /// <summary>GGML_BACKEND_DEVICE_TYPE_CPU.</summary>
    public const int DeviceTypeCpu = 0;

    /// <summary>GGML_BACKEND_DEVICE_TYPE_GPU.</summary>
    public const int DeviceTypeGpu = 1;

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_by_type")]
    public static partial nint BackendDevByType(int type);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_name")]
    public static unsafe partial byte* BackendDevName(nint device);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_description")]
    public static unsafe partial byte* BackendDevDescription(nint device);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_backend_reg")]
    public static partial nint BackendDevBackendReg(nint device);

    [LibraryImport(Library, EntryPoint = "ggml_backend_reg_get_proc_address", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint BackendRegGetProcAddress(nint registry, string name);

    [LibraryImport(Library, EntryPoint = "ggml_threadpool_params_init")]
    public static unsafe partial void ThreadpoolParamsInit(void* parameters, int threads);
}
