using System.Net;
using Aigen.Chain;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>What every request that is paid for says: which model, and who asks.</summary>
public abstract record ModelRequest
{
    /// <summary>The model's id; null for the node's default model.</summary>
    public string? ModelId { get; init; }

    /// <summary>A signed payment that comes with the request.</summary>
    public Transaction? Payment { get; init; }

    /// <summary>The wallet's signature of this request, by which its quota or credit may be spent.</summary>
    public WalletProof? Proof { get; init; }

    /// <summary>An access token that came with the request; the wallet's own signature, or a payment, goes before it.</summary>
    public AccessTokenText? AccessToken { get; init; }

    /// <summary>The address of the connection, which is who an unsigned request is counted against.</summary>
    public required IPAddress From { get; init; }

    /// <summary>Whether the wallet that signed may ask now; null where it always may.</summary>
    public WalletAdmission? Admission { get; init; }

    /// <summary>Told where the request waits for room for its model, if it has to.</summary>
    public Action<QueuePlace>? Waits { get; init; }

    /// <summary>It is a batch job, which its own payment pays for, and not whoever asks.</summary>
    public bool IsPaidAhead { get; init; }

    /// <summary>What a signature of the request signs, and its receipt names.</summary>
    internal abstract Hash256 Hash();

    /// <summary>Why no model would answer it, as far as can be said without one.</summary>
    internal abstract DeskRefusal? FindFault();

    /// <summary>Why this model would not answer it, as far as its file's header tells.</summary>
    internal abstract DeskRefusal? FindFault(ModelDescription model);

    /// <summary>What it needs of its payer, were its texts as short as can be and the context without an end: who cannot have that can have nothing.</summary>
    internal abstract Demand LeastDemand(string modelId, Tier minimumTier);
}
