namespace Aigen.Chain;

/// <summary>An entry of the state before and after; null where there is none.</summary>
internal readonly record struct StateChange(StateKey Key, byte[]? Before, byte[]? Now);
