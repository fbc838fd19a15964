using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Limits;

/// <summary>One limit: its names, what it may be, and its place in <see cref="RpcLimits"/>.</summary>
/// <param name="Name">The property.</param>
/// <param name="Option">The option of the node's command line.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most that it may be.</param>
/// <param name="Meaning">One sentence, without the range.</param>
/// <param name="Answer">What becomes of whoever goes beyond it.</param>
/// <param name="Counter">The tag <c>limit</c> under which <c>aigen.rpc.refusals</c> counts it; null where nothing is refused.</param>
/// <param name="Get">Reads it, in its unit.</param>
/// <param name="With">The limits with another value of it.</param>
public sealed record LimitRange(
    string Name, string Option, LimitUnit Unit, long Least, long Most, string Meaning, string Answer, string? Counter, Func<RpcLimits, long> Get, Func<RpcLimits, long, RpcLimits> With)
{
    public long Default => Get(new RpcLimits());

    /// <summary>What is wrong with a value, in one sentence; null where nothing is.</summary>
    public string? FindProblem(RpcLimits limits) =>
        Get(limits) is var value && value >= Least && value <= Most ? null : $"{Name} is {value}{Suffix}, allowed are {Least} to {Most}{Suffix}";

    private string Suffix => Unit switch
    {
        LimitUnit.Seconds => " s",
        LimitUnit.Milliseconds => " ms",
        _ => "",
    };
}
