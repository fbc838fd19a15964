using System.Net;
using Aigen.Inference;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>A completion that somebody asks for.</summary>
public sealed record DeskRequest
{
    /// <summary>The model's id; null for the node's default model.</summary>
    public string? ModelId { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>How to sample; its <c>MaxTokens</c> gives way to <see cref="MaxTokens"/>.</summary>
    public GenerationOptions Options { get; init; } = new();

    /// <summary>The most tokens of each answer; null for as many as tier, model and credit allow, up to <see cref="Desk.DefaultMaxTokens"/>.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>A signed payment that comes with the request.</summary>
    public Transaction? Payment { get; init; }

    /// <summary>The wallet's signature of this request, by which its quota or credit may be spent.</summary>
    public WalletProof? Proof { get; init; }

    /// <summary>The address of the connection, which is who an unsigned request is counted against.</summary>
    public required IPAddress From { get; init; }
}
