namespace Aigen.Primitives;

/// <summary>What a vote says.</summary>
public enum GovernanceVote : byte
{
    Approve = 1,
    Reject = 2,
    Abstain = 3,
}

public static class GovernanceVotes
{
    /// <summary>As it is signed and sent.</summary>
    public static string Name(this GovernanceVote vote) => vote.ToString().ToLowerInvariant();
}
