namespace Aigen.Inference.Native;

/// <summary>A build of llama.cpp's CUDA backend.</summary>
/// <param name="Runtime">The major version of the CUDA runtime that it needs.</param>
/// <param name="File">libggml-cuda.so.</param>
internal sealed record CudaBuild(int Runtime, string File);
