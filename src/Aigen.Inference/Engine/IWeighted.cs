namespace Aigen.Inference;

/// <summary>A request that waits for its turn.</summary>
internal interface IWeighted
{
    /// <summary>Its share of the turns beside others that wait, from 1.</summary>
    int Weight { get; }

    /// <summary>How many of those who can be served at a time it is.</summary>
    int Answers { get; }
}
