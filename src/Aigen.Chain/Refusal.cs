namespace Aigen.Chain;

/// <summary>Why the chain would not take something: the rule, a sentence with the numbers, and what was expected and given.</summary>
public sealed record Refusal(RefusalRule Rule, string Message, string? Expected = null, string? Given = null)
{
    public static Refusal CannotWrite(string why) => new(
        RefusalRule.Storage, $"nothing was accepted: the node cannot write ({why}); reading goes on, try again later");
}

/// <summary>Every rule by which a transaction, receipt or order can be refused.</summary>
public enum RefusalRule
{
    Key,
    Hash,
    Signature,
    CeoSignature,
    OrderSignature,
    ChainId,
    Timestamp,
    Parties,
    Amount,
    Payload,
    PayloadSize,
    Fee,
    Nonce,
    NonceGap,
    Balance,
    Duplicate,
    ReplacementFee,
    MempoolFull,
    SenderLimit,
    Evicted,
    Storage,
    Subscription,
    Shutdown,
    Producer,
    ReceiptId,
    Price,
    Credit,
    OrderExpired,
    ProposalNotFound,
    ProposalDecided,
    AlreadyVoted,
    OrderSeen,
    Release,
    ReleaseExists,
    NotInABlock,
    Pruned,
    Batch,
    Payer,
    Input,
    Tokens,
}
