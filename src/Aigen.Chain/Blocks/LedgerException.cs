namespace Aigen.Chain;

/// <summary>The stored chain is not this network's, or it is damaged; the message says what was found and what to do.</summary>
/// <param name="isDamage">The database is damaged: the same again is of no use.</param>
public sealed class LedgerException(string message, bool isDamage = false) : Exception(message)
{
    public bool IsDamage => isDamage;
}
