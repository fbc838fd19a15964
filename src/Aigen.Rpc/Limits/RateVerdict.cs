namespace Aigen.Rpc.Limits;

/// <summary>What a token bucket says to a call.</summary>
/// <param name="IsAllowed">The call may go on; it was counted.</param>
/// <param name="Limit">Calls a second, and as many as the bucket holds.</param>
/// <param name="Remaining">Calls that could follow at once.</param>
/// <param name="RetryAfter">When the next call is allowed; zero where one is.</param>
/// <param name="Reset">When the bucket is full again, if nobody calls.</param>
internal readonly record struct RateVerdict(bool IsAllowed, int Limit, int Remaining, TimeSpan RetryAfter, TimeSpan Reset);
