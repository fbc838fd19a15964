namespace Aigen.Rpc.Subscriptions;

/// <summary>Where the notifications of a connection go.</summary>
internal interface ISubscriptionSink
{
    /// <summary>Queues one notification and never waits; false when it does not fit. True also when the connection ends anyway.</summary>
    bool Post(Subscription subscription, Notice notice, ulong sequence);

    /// <summary>Completes when so many bytes fit and much of the queue is free, or the connection ends.</summary>
    ValueTask WaitForRoomAsync(int bytes);

    /// <summary>More waits for the client than may: the connection ends.</summary>
    void Overflow();

    /// <summary>The subscription has ended and its id is free.</summary>
    void Forget(Subscription subscription);
}
