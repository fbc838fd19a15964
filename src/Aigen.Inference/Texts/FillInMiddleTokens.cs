using Aigen.Inference.Native;

namespace Aigen.Inference;

/// <summary>The control tokens of a model that learnt to fill in: prefix, suffix and then the middle, which is the answer.</summary>
internal sealed record FillInMiddleTokens(int Prefix, int Suffix, int Middle)
{
    /// <summary>Null where the vocabulary lacks one of them.</summary>
    public static FillInMiddleTokens? Of(int prefix, int suffix, int middle) =>
        prefix == LlamaVocab.NullToken || suffix == LlamaVocab.NullToken || middle == LlamaVocab.NullToken
            ? null : new FillInMiddleTokens(prefix, suffix, middle);
}
