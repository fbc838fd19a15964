using System.Net;
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

    /// <summary>The address of the connection, which is who an unsigned request is counted against.</summary>
    public required IPAddress From { get; init; }
}
