using System.Runtime.InteropServices;
using System.Text;
using Aigen.Inference.Grammars;
using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>A model's vocabulary: text to tokens and back. Safe to use from any thread.</summary>
internal sealed unsafe class Vocabulary
{
    private readonly ModelHandle _model;
    private readonly nint _vocab;
    private readonly Lazy<byte[][]> _bytes;
    private readonly Lazy<TokenTexts> _texts;

    public Vocabulary(ModelHandle model)
    {
        _model = model;
        _vocab = Llama.ModelGetVocab(model);
        Size = LlamaVocab.NTokens(_vocab);
        ControlTexts = ReadControlTexts();
        var bos = LlamaVocab.Bos(_vocab);
        EndsOfGeneration = [.. Enumerable.Range(0, Size).Where(IsEndOfGeneration)];
        _bytes = new Lazy<byte[][]>(() => [.. Enumerable.Range(0, Size).Select(ReadBytes)]);
        _texts = new Lazy<TokenTexts>(() => new TokenTexts(this));
        BeginningOfSequence = LlamaVocab.GetAddBos(_vocab) != 0 && bos != LlamaVocab.NullToken ? bos : null;
        TemplateTokens = new TemplateTokens(TextOrNull(bos), TextOrNull(LlamaVocab.Eos(_vocab)), TextOrNull(LlamaVocab.Pad(_vocab)));
        FillInMiddle = FillInMiddleTokens.Of(LlamaVocab.FimPre(_vocab), LlamaVocab.FimSuf(_vocab), LlamaVocab.FimMid(_vocab));
    }

    /// <summary>Number of tokens.</summary>
    public int Size { get; }

    /// <summary>The texts that become control tokens when special tokens are parsed, longest first.</summary>
    public IReadOnlyList<string> ControlTexts { get; }

    /// <summary>The token that this model wants in front of every sequence, if any.</summary>
    public int? BeginningOfSequence { get; }

    /// <summary>What chat templates may write of it.</summary>
    public TemplateTokens TemplateTokens { get; }

    /// <summary>The tokens between which a model that learnt to fill in gets its text; null where it learnt no such thing.</summary>
    public FillInMiddleTokens? FillInMiddle { get; }

    /// <summary>The tokens that end an answer.</summary>
    public IReadOnlyList<int> EndsOfGeneration { get; }

    /// <summary>The texts of the tokens in order. The first answer with a grammar builds them.</summary>
    public TokenTexts Texts => _texts.Value;

    /// <summary>Whether the token ends an answer.</summary>
    public bool IsEndOfGeneration(int token) => LlamaVocab.IsEog(_vocab, token) != 0;

    /// <summary>The text under which the vocabulary lists a token.</summary>
    public string TextOf(int token)
    {
        var leased = false;
        try
        {
            _model.DangerousAddRef(ref leased);
            return Marshal.PtrToStringUTF8((nint)LlamaVocab.GetText(_vocab, token)) ?? "";
        }
        finally
        {
            if (leased) _model.DangerousRelease();
        }
    }

    /// <summary>Tokens of a text, with nothing added in front or behind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parseSpecial">Whether the text of a control token becomes that token; otherwise it is text like any other.</param>
    public int[] Tokenize(ReadOnlySpan<char> text, bool parseSpecial) => Tokenize(text, addSpecial: false, parseSpecial);

    /// <summary>Tokens of a plain text as a whole sequence: between the tokens with which the model begins and ends one.</summary>
    public int[] TokenizeSequence(ReadOnlySpan<char> text) => Tokenize(text, addSpecial: true, parseSpecial: false);

    private int[] Tokenize(ReadOnlySpan<char> text, bool addSpecial, bool parseSpecial)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        var leased = false;
        try
        {
            // Dispose of the model waits for this call.
            _model.DangerousAddRef(ref leased);
            var tokens = new int[Math.Max(16, utf8.Length / 3)];
            var count = Tokenize(utf8, tokens, addSpecial, parseSpecial);
            if (count == int.MinValue) throw new InferenceException($"a text of {utf8.Length} bytes is too long to tokenise");
            if (count < 0) count = Tokenize(utf8, tokens = new int[-count], addSpecial, parseSpecial);
            return tokens[..count];
        }
        finally
        {
            if (leased) _model.DangerousRelease();
        }
    }

    /// <summary>Writes the bytes of a token (none for a control token) and returns their number, or the negated number needed.</summary>
    public int Detokenize(int token, Span<byte> bytes)
    {
        var leased = false;
        try
        {
            // Whoever reads an answer may still do so while the model is disposed of.
            _model.DangerousAddRef(ref leased);
            fixed (byte* buffer = bytes) return LlamaVocab.TokenToPiece(_vocab, token, buffer, bytes.Length, 0, 0);
        }
        finally
        {
            if (leased) _model.DangerousRelease();
        }
    }

    /// <summary>The bytes that the token adds to a text: none for a control token.</summary>
    public byte[] BytesOf(int token) => _bytes.Value[token];

    private byte[] ReadBytes(int token)
    {
        var bytes = new byte[64];
        var length = Detokenize(token, bytes);
        if (length < 0) length = Detokenize(token, bytes = new byte[-length]);
        return bytes[..length];
    }

    private int Tokenize(byte[] utf8, int[] tokens, bool addSpecial, bool parseSpecial)
    {
        fixed (byte* text = utf8)
        fixed (int* result = tokens)
            return LlamaVocab.Tokenize(_vocab, text, utf8.Length, result, tokens.Length, addSpecial ? (byte)1 : (byte)0, parseSpecial ? (byte)1 : (byte)0);
    }

    private string? TextOrNull(int token) => token == LlamaVocab.NullToken ? null : TextOf(token);

    private string[] ReadControlTexts()
    {
        const int Parsed = LlamaVocab.AttributeControl | LlamaVocab.AttributeUnknown;
        return Enumerable.Range(0, Size)
            .Where(token => (LlamaVocab.GetAttr(_vocab, token) & Parsed) != 0)
            .Select(TextOf)
            .Where(text => text.Length > 0)
            .OrderByDescending(text => text.Length)
            .ToArray();
    }
}
