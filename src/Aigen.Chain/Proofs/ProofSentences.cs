using System.Globalization;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What a proof proves, for people.</summary>
internal static class ProofSentences
{
    /// <param name="headers">The headers of the chain that was checked; null where there was none.</param>
    public static IReadOnlyList<string> Of(ChainProof proof, TrustAnchor trust, ulong? headers)
    {
        var block = $"block {proof.Header.Height} of {Network(proof, trust)} ({Time(proof.Header.Header.Timestamp)})";
        var item = proof switch
        {
            TransactionProof one => $"{block} holds transaction {one.Transaction.Hash} at index {one.Path.Index}: {Sentence(one.Transaction)}",
            ReceiptProof one => $"{block} holds receipt {one.Receipt.Id} at index {one.Path.Index}: {Sentence(one.Receipt)}",
            AccountProof one => $"after {block} {Sentence(one)}",
            _ => throw new ArgumentOutOfRangeException(nameof(proof), proof, "There is no sentence for this proof."),
        };
        return [item, Header(proof.Header, trust, headers)];
    }

    private static string Network(ChainProof proof, TrustAnchor trust) =>
        trust.Spec is { } spec ? $"network {spec.Network}" : $"the chain {proof.Header.Header.ChainId}";

    private static string Sentence(Transaction one)
    {
        var payload = one.Payload is { Length: var length } ? $", with {length} bytes of payload" : string.Empty;
        return $"{one.Sender.Address} pays {one.Amount} to {one.Receiver.Address}{payload}";
    }

    private static string Sentence(Receipt one) =>
        $"node {one.Node} answered {one.Payer} with {one.CompletionTokens} tokens to {one.PromptTokens}, "
        + one.Funding switch
        {
            Funding.Credit => $"for {one.Price} micro-AIGEN of credit",
            Funding.Batch => $"for {one.Price} micro-AIGEN of {one.Reservation} that a batch job was paid with",
            _ => "on the monthly quota",
        };

    private static string Sentence(AccountProof one) => one.State.Value is null
        ? $"{one.Address} has no account: balance 0, nonce 0"
        : $"{one.Address} has {one.Account.Balance} and the next nonce {one.Account.Nonce}";

    private static string Header(SignedHeader header, TrustAnchor trust, ulong? headers) => headers is { } count
        ? $"its header {header.Hash} stands in an unbroken chain of {count} headers from the genesis hash {trust.GenesisHash}, all but block 0 signed by a producer"
        : $"its header {header.Hash} rests on the signature of producer {header.Header.Producer} alone; a file of headers would lead it back to the genesis hash";

    // A timestamp is whatever the producer signed, also beyond the years that a date can have.
    private static string Time(long seconds) => seconds is >= 0 and <= 253_402_300_799
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : $"{seconds} Unix seconds";
}
