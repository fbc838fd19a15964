using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>The part of llama.h that the engine uses. A test compares every signature with the header of the pinned release.</summary>
internal static unsafe partial class Llama
{
    internal const string Library = "llama";

    [LibraryImport(Library, EntryPoint = "llama_backend_init")]
    public static partial void BackendInit();

    [LibraryImport(Library, EntryPoint = "llama_log_set")]
    public static partial void LogSet(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint userData);

    // Model

    [LibraryImport(Library, EntryPoint = "llama_model_default_params")]
    public static partial LlamaModelParams ModelDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ModelHandle ModelLoadFromFile(string path, LlamaModelParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_sampler_free")]
    public static partial void SamplerFree(nint sampler);

    [LibraryImport(Library, EntryPoint = "llama_model_free")]
    public static partial void ModelFree(nint model);

    [LibraryImport(Library, EntryPoint = "llama_model_get_vocab")]
    public static partial nint ModelGetVocab(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd_out")]
    public static partial int ModelNEmbdOut(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_swa")]
    public static partial int ModelNSwa(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_params")]
    public static partial ulong ModelNParams(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_has_encoder")]
    public static partial byte ModelHasEncoder(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_has_decoder")]
    public static partial byte ModelHasDecoder(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_ftype")]
    public static partial int ModelFtype(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_ftype_name")]
    public static partial byte* FtypeName(int ftype);

    [LibraryImport(Library, EntryPoint = "llama_model_meta_val_str")]
    public static partial int ModelMetaValStr(ModelHandle model, byte* key, byte* buffer, nuint bufferSize);

    // Context

    [LibraryImport(Library, EntryPoint = "llama_context_default_params")]
    public static partial LlamaContextParams ContextDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_init_from_model")]
    public static partial ContextHandle InitFromModel(ModelHandle model, LlamaContextParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_free")]
    public static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    public static partial nint GetMemory(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_rm")]
    public static partial byte MemorySeqRm(nint memory, int sequence, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_cp")]
    public static partial void MemorySeqCp(nint memory, int source, int target, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_pos_min")]
    public static partial int MemorySeqPosMin(nint memory, int sequence);

    [LibraryImport(Library, EntryPoint = "llama_attach_threadpool")]
    public static partial void AttachThreadpool(ContextHandle context, nint decodeThreads, nint batchThreads);

    [LibraryImport(Library, EntryPoint = "llama_detach_threadpool")]
    public static partial void DetachThreadpool(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_batch_init")]
    public static partial LlamaBatch BatchInit(int tokens, int embedding, int maxSequences);

    [LibraryImport(Library, EntryPoint = "llama_batch_free")]
    public static partial void BatchFree(LlamaBatch batch);

    [LibraryImport(Library, EntryPoint = "llama_decode")]
    public static partial int Decode(ContextHandle context, LlamaBatch batch);

    [LibraryImport(Library, EntryPoint = "llama_get_logits_ith")]
    public static partial float* GetLogitsIth(ContextHandle context, int output);

    [LibraryImport(Library, EntryPoint = "llama_get_embeddings_ith")]
    public static partial float* GetEmbeddingsIth(ContextHandle context, int output);
}
