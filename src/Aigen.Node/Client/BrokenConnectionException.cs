namespace Aigen.Node.Client;

/// <summary>The node cannot be reached, or not any more: trying again may help.</summary>
internal sealed class BrokenConnectionException(string message) : ClientException(message);
