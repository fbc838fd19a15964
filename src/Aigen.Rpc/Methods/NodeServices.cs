using Aigen.Chain;
using Aigen.Inference;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.Events;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>The parts of the node that methods speak to.</summary>
/// <param name="NodeKey">Signs blocks and receipts.</param>
public sealed record NodeServices(
    Ledger Ledger,
    Mempool Mempool,
    ChainWriter Writer,
    Desk Desk,
    ModelCatalog Models,
    ModelTerms ModelTerms,
    NodeEvents Events,
    Incidents Incidents,
    PublicKey NodeKey,
    string Version,
    TimeProvider Time,
    DateTimeOffset StartedAt);
