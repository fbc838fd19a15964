using System.Reflection;
using System.Runtime.InteropServices;
using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Grammar;

/// <summary>llama.cpp's own grammar sampler, which the engine does not use, to compare with.</summary>
internal sealed unsafe partial class LlamaGrammar : IDisposable
{
    private readonly nint _sampler;

    static LlamaGrammar()
    {
        var library = LlamaFolder.FindLibrary(LlamaBackend.EnsureStarted(), Llama.Library)!;
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Llama.Library ? NativeLibrary.Load(library) : 0);
    }

    private LlamaGrammar(nint sampler) => _sampler = sampler;

    /// <summary>The grammar, or null where llama.cpp's parser refuses it.</summary>
    public static LlamaGrammar? TryCreate(nint vocabulary, string grammar)
    {
        var sampler = InitGrammar(vocabulary, grammar, "root");
        return sampler == 0 ? null : new LlamaGrammar(sampler);
    }

    /// <summary>Whether each token fits next.</summary>
    public bool[] Allowed(int vocabularySize)
    {
        var tokens = new LlamaTokenData[vocabularySize];
        for (var token = 0; token < vocabularySize; token++) tokens[token] = new LlamaTokenData { Id = token };
        fixed (LlamaTokenData* data = tokens)
        {
            var array = new LlamaTokenDataArray { Data = data, Size = (nuint)vocabularySize, Selected = -1 };
            Apply(_sampler, &array);
        }

        return [.. tokens.Select(token => !float.IsNegativeInfinity(token.Logit))];
    }

    public void Accept(int token) => Accept(_sampler, token);

    public void Dispose() => Llama.SamplerFree(_sampler);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_init_grammar", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint InitGrammar(nint vocabulary, string grammar, string root);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_apply")]
    private static partial void Apply(nint sampler, LlamaTokenDataArray* candidates);

    [LibraryImport(Llama.Library, EntryPoint = "llama_sampler_accept")]
    private static partial void Accept(nint sampler, int token);
}
