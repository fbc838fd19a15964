namespace Aigen.Bench;

/// <summary>Sends each text message to every client that asked for it.</summary>
internal interface IFanoutServer : IAsyncDisposable
{
    string Url { get; }

    /// <summary>Queues one JSON value for everybody and does not wait for them.</summary>
    void Publish(byte[] result);
}
