namespace Aigen.Metering;

/// <summary>What an access token is good for.</summary>
[Flags]
public enum AccessScopes : byte
{
    None = 0,

    /// <summary>Completions and embeddings, which spend the wallet's quota, or its credit up to the cap.</summary>
    Complete = 1,

    /// <summary>What the wallet alone may see: its access tokens, and the inputs and answers of its batch jobs.</summary>
    Read = 2,
}
