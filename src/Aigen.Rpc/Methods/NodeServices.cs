using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.Events;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Metrics;

namespace Aigen.Rpc.Methods;

/// <summary>The parts of the node that methods speak to.</summary>
/// <param name="StartedAt">A timestamp of <paramref name="Time"/>.</param>
/// <param name="ClockOffset">How many seconds <paramref name="Time"/> is ahead of the system's clock.</param>
/// <param name="NodeKey">Signs blocks and receipts.</param>
public sealed record NodeServices(
    Blockchain Chain,
    Desk Desk,
    ModelCatalog Models,
    ModelTerms ModelTerms,
    NodeEvents Events,
    Incidents Incidents,
    PublicKey NodeKey,
    string Version,
    TimeProvider Time,
    Func<double> ClockOffset,
    long StartedAt)
{
    /// <summary>Jobs that are computed later.</summary>
    public required BatchDesk Batch { get; init; }

    /// <summary>Who may call the operator's methods; nobody where nothing is said.</summary>
    public OperatorAccess Operator { get; init; } = OperatorAccess.Closed;

    /// <summary>What has been measured, as <c>/metrics</c> tells it; nothing where nobody measures.</summary>
    public Func<IReadOnlyList<MetricReading>> ReadMetrics { get; init; } = static () => [];

    /// <summary>Bytes free on the disk of the database; null where nobody knows.</summary>
    public Func<long?> FreeDisk { get; init; } = static () => null;

    /// <summary>Who may read what only the CEO may.</summary>
    public CeoReads CeoReads { get; } = new(Chain.Ledger.Spec, Time);

    /// <summary>Whose access token a bearer token is; null where it is none, or is good no more.</summary>
    public Address? WalletOf(string bearer) => AccessTokenText.Of(bearer) is { } text ? Desk.Access.Find(text).Token?.Wallet : null;

    public Ledger Ledger => Chain.Ledger;

    public Mempool Mempool => Chain.Mempool;

    public ChainWriter Writer => Chain.Writer;
}
