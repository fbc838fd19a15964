using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Native;

/// <summary>A fact about the CUDA backends, which are large and not installed everywhere.</summary>
internal sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute()
    {
        if (Checkout.Find("native/cuda/node_modules") is null) Skip = "the CUDA backends are not installed (./aigen setup --cuda)";
    }
}
