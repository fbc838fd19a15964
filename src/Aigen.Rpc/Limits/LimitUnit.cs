namespace Aigen.Rpc.Limits;

/// <summary>What a limit counts.</summary>
public enum LimitUnit
{
    Count,
    Bytes,
    Seconds,
    Milliseconds,
}
