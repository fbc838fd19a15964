namespace Aigen.Inference;

/// <summary>What came of unloading a model.</summary>
public enum UnloadOutcome
{
    /// <summary>Its memory is free.</summary>
    Unloaded,

    /// <summary>It was not resident.</summary>
    NotLoaded,

    /// <summary>Requests use it; it stays.</summary>
    InUse,
}
