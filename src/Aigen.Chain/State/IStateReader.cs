namespace Aigen.Chain;

/// <summary>The state after some block: balances, subscriptions, quotas, credit, proposals, votes, releases, the shutdown flag.</summary>
public interface IStateReader
{
    byte[]? Get(StateKey key);
}
