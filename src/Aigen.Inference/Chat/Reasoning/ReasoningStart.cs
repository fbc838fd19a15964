namespace Aigen.Inference;

/// <summary>Where an answer begins, by the end of its prompt.</summary>
public enum ReasoningStart
{
    /// <summary>The model may reason first.</summary>
    Possible,

    /// <summary>It is in its reasoning already.</summary>
    Open,

    /// <summary>Its reasoning is over already.</summary>
    Closed,
}
