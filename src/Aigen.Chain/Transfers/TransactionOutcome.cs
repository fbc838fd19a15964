using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What an included transaction did. A block takes none that fails, so all of it follows from the transaction and the network.</summary>
/// <param name="Fee">Base and priority fee that the sender paid.</param>
/// <param name="Burned">The part of the fee that was destroyed; the rest is the producer's.</param>
/// <param name="Call">The call of a module of the chain that its payload made: buy_credit, batch, subscribe or propose; null for a transfer alone.</param>
public sealed record TransactionOutcome(Amount Amount, Amount Fee, Amount Burned, string? Call)
{
    public static TransactionOutcome Of(Transaction transaction, ChainSpec spec)
    {
        var free = Transfer.IsFree(transaction, spec);
        var call = ModuleCallParser.Parse(transaction, spec).Call?.GetType().Name;
        return new TransactionOutcome(
            transaction.Amount, free ? Amount.Zero : transaction.Fee.Base + transaction.Fee.Priority, free ? Amount.Zero : transaction.Fee.Burn,
            call is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(call[..^"Call".Length]));
    }
}
