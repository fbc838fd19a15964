namespace Aigen.Rpc.WebSockets;

/// <summary>What the reader of a connection found.</summary>
internal enum IncomingMessage
{
    /// <summary>A whole text message.</summary>
    Text,

    /// <summary>A binary message, of which the rest is unread.</summary>
    Binary,

    /// <summary>A text message that is not UTF-8, and that .NET has let through.</summary>
    NoText,

    /// <summary>A message larger than the limit, of which the rest is unread.</summary>
    TooLarge,

    /// <summary>The close frame of the client.</summary>
    Close,

    /// <summary>A message that was not there in time: the connection is of no more use.</summary>
    Late,

    /// <summary>The connection broke, or the client broke the protocol and was told so.</summary>
    Broken,
}
