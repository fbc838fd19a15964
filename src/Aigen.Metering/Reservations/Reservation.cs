using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What is set aside for one request until it is settled.</summary>
/// <param name="MicroAigen">Of the wallet's credit, at list price, or all that a batch job was paid with; 0 where the quota pays.</param>
/// <param name="MaxTokens">How many tokens that and the context allow each answer.</param>
/// <param name="Weight">The share of the model's turns that the request has while others wait.</param>
internal sealed record Reservation(Address Wallet, Funding Funding, ulong MicroAigen, int MaxTokens, int Weight)
{
    /// <summary>The access token whose cap counts it; null where the wallet itself asked, or its quota pays.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>The batch job that it is; null for a request of a client's.</summary>
    public BatchOrder? Job { get; init; }

    /// <summary>What is set aside of the wallet's credit.</summary>
    public Credit Credit => Funding == Funding.Credit ? new Credit(MicroAigen) : Credit.Zero;
}
