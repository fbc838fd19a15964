namespace Aigen.Chain;

/// <summary>The stored chain is not this network's, or it is damaged; the message says what was found and what to do.</summary>
public sealed class LedgerException(string message) : Exception(message);
