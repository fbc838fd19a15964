namespace Aigen.Rpc.Subscriptions;

/// <summary>Where the notifications of a connection go.</summary>
internal interface ISubscriptionSink
{
    /// <summary>Queues one notification and never waits; false when the connection takes no more.</summary>
    bool Post(Subscription subscription, ReadOnlyMemory<byte> resultJsonUtf8);

    /// <summary>More is held back for one subscription than may wait: the connection ends.</summary>
    void Overflow();

    /// <summary>The subscription has ended and its id is free.</summary>
    void Forget(Subscription subscription);
}
