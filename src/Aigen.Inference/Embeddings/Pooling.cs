namespace Aigen.Inference;

/// <summary>How the embedding of a text is made of those of its tokens, with the numbers of llama.h's enum llama_pooling_type.</summary>
public enum Pooling
{
    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>That of the first token.</summary>
    First = 2,

    /// <summary>That of the last token, the only one that knows the whole text.</summary>
    Last = 3,
}
