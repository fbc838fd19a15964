using System.Runtime.InteropServices;

namespace Aigen.Inference.Native;

/// <summary>Vocabulary and tokenisation: the thread-safe part of llama.h.</summary>
internal static unsafe partial class LlamaVocab
{
    /// <summary>llama_token_attr: the bits whose tokens are matched in text only when special tokens are parsed.</summary>
    public const int AttributeUnknown = 1 << 0;

    /// <inheritdoc cref="AttributeUnknown"/>
    public const int AttributeControl = 1 << 3;

    /// <summary>LLAMA_TOKEN_NULL.</summary>
    public const int NullToken = -1;

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_n_tokens")]
    public static partial int NTokens(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_get_text")]
    public static partial byte* GetText(nint vocab, int token);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_get_attr")]
    public static partial int GetAttr(nint vocab, int token);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_is_eog")]
    public static partial byte IsEog(nint vocab, int token);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_bos")]
    public static partial int Bos(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_eos")]
    public static partial int Eos(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_pad")]
    public static partial int Pad(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_get_add_bos")]
    public static partial byte GetAddBos(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_fim_pre")]
    public static partial int FimPre(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_fim_suf")]
    public static partial int FimSuf(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_vocab_fim_mid")]
    public static partial int FimMid(nint vocab);

    [LibraryImport(Llama.Library, EntryPoint = "llama_tokenize")]
    public static partial int Tokenize(
        nint vocab, byte* text, int textLength, int* tokens, int capacity, byte addSpecial, byte parseSpecial);

    [LibraryImport(Llama.Library, EntryPoint = "llama_token_to_piece")]
    public static partial int TokenToPiece(nint vocab, int token, byte* buffer, int length, int leftStrip, byte special);
}
