namespace Aigen.Node.Hosting;

/// <summary>The node cannot start; the message tells the operator what to change.</summary>
public sealed class NodeStartException(string message) : Exception(message);
