namespace Aigen.Rpc.Subscriptions;

/// <summary>What happens to a subscription whose client reads more slowly than events come.</summary>
public enum SlowSubscriber
{
    /// <summary>The connection ends with 1008 and the reason.</summary>
    Disconnect,

    /// <summary>Events are left out, and one notification says which.</summary>
    Lag,
}
