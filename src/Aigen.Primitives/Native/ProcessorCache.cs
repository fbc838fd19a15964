using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Aigen.Primitives.Native;

/// <summary>A word to the processor about what is read soon, where the compiler has an instruction for it.</summary>
public static class ProcessorCache
{
    /// <summary>Has a line come from memory while the work goes on. Nothing waits for it, and nothing is wrong if it never comes.</summary>
    public static unsafe void Prefetch<T>(ref readonly T place)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }
}
