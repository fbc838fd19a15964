using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Pays for one batch job: which model, how soon, and the hash of its input, so that no other input is computed for it.</summary>
internal sealed record BatchCall(Address User, string Model, BatchPriority Priority, Hash256 Input) : ModuleCall
{
    // Model ids are names of files; this leaves room for the longest that a file may have.
    private const int MaxModelLength = 255;

    public static BatchCall Read(PayloadReader payload)
    {
        var (model, priority, input) = (payload.Text("model_id"), payload.Text("priority"), payload.Text("input_hash"));
        if (model.Length is 0 or > MaxModelLength)
        {
            throw new PayloadException($"payload's model_id has {model.Length} characters, expected 1 to {MaxModelLength}");
        }

        if (!BatchPriorityNames.TryParse(priority, out var known))
        {
            throw new PayloadException($"payload's priority is '{priority}', expected standard, batch or economy");
        }

        return Hash256.TryParse(input, out var hash)
            ? new BatchCall(payload.User(), model, known, hash)
            : throw new PayloadException($"payload's input_hash '{input}' is not the 32-byte SHA-256 of the input in hex");
    }

    public override Refusal? CheckTerms(Transaction transaction, ChainSpec spec)
    {
        var price = BatchTerms.PriceOf(Priority);
        return transaction.Amount == price
            ? SenderIs(User, transaction)
            : TransactionRefusals.WrongAmount(transaction.Amount.Aigen, price.Aigen, $"a job of priority {Priority.Name()}");
    }

    public override Refusal? CheckState(Transaction transaction, IStateReader state, long now) => null;

    public override void Apply(Transaction transaction, StateOverlay state, long now) =>
        BatchPayment.Of(this, now).Save(state, BatchPayment.ReceiptOf(transaction.Hash));
}
