using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>A batch job and what paid for it.</summary>
public sealed record BatchOrder(Hash256 Id, BatchPayment Payment)
{
    public ReceiptId Receipt => BatchPayment.ReceiptOf(Id);

    /// <summary>Micro-AIGEN; the dearest priority costs ten million.</summary>
    public ulong Price => (ulong)Payment.Credit.MicroAigen;
}
