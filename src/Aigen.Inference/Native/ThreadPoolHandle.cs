using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aigen.Inference.Native;

/// <summary>
/// Owns a ggml_threadpool of the CPU backend: without one, ggml makes threads anew for each step. Its functions are the backend's, which
/// is chosen by processor at run time, so they are asked for by name.
/// </summary>
internal sealed unsafe class ThreadPoolHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    // ggml.h: struct ggml_threadpool_params, half of which is a mask of 512 cores; ggml fills it in, and nothing of it is touched here.
    private const int RoomForParameters = 2048;

    private readonly ContextHandle _context;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _free;

    private ThreadPoolHandle(nint pool, ContextHandle context, delegate* unmanaged[Cdecl]<nint, void> free) : base(ownsHandle: true)
    {
        _context = context;
        _free = free;
        SetHandle(pool);
    }

    /// <summary>Has a context compute on threads that stay; null where the backend offers none, or one thread is all there is.</summary>
    public static ThreadPoolHandle? Attach(ContextHandle context, int threads)
    {
        var cpu = Ggml.BackendDevByType(Ggml.DeviceTypeCpu);
        if (cpu == 0 || threads < 2) return null;

        var registry = Ggml.BackendDevBackendReg(cpu);
        var make = (delegate* unmanaged[Cdecl]<void*, nint>)Ggml.BackendRegGetProcAddress(registry, "ggml_threadpool_new");
        var free = (delegate* unmanaged[Cdecl]<nint, void>)Ggml.BackendRegGetProcAddress(registry, "ggml_threadpool_free");
        if (make == null || free == null) return null;

        var parameters = stackalloc byte[RoomForParameters];
        Ggml.ThreadpoolParamsInit(parameters, threads);
        var pool = make(parameters);
        if (pool == 0) return null;

        Llama.AttachThreadpool(context, pool, pool);
        return new ThreadPoolHandle(pool, context, free);
    }

    protected override bool ReleaseHandle()
    {
        Llama.DetachThreadpool(_context);
        _free(handle);
        return true;
    }
}
