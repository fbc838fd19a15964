namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Answers one call. It should complete at once or await: the calls of one WebSocket connection start on one thread, one after another, and
/// run side by side only where they await.
/// </summary>
public delegate ValueTask<RpcResult> RpcHandler(RpcCall call);

/// <summary>One method of the interface.</summary>
/// <param name="Name">1 to 64 characters out of letters, digits, '_', '.' and '-'.</param>
/// <param name="Summary">One sentence for the documentation.</param>
/// <param name="Parameters">The parameters, in the order in which they may be given by position.</param>
/// <param name="Handler">Answers the call.</param>
public record RpcMethod(string Name, string Summary, IReadOnlyList<Parameter> Parameters, RpcHandler Handler)
{
    /// <summary>
    /// Set for a method that takes one object, such as submitTransaction(transaction): the name of that object. The object then comes as
    /// the one positional parameter, as the named parameter of this name, or spread out; <see cref="Parameters"/> are its fields.
    /// Default: null.
    /// </summary>
    public string? Envelope { get; init; }

    /// <summary>True for a method that answers over time and so needs a WebSocket; over HTTP it is refused. Default: false.</summary>
    public bool NeedsConnection { get; init; }

    /// <summary>
    /// True for a method that the next call of the same batch need not wait for, where that call is of such a method too. Answers keep the
    /// order of the calls. Default: false.
    /// </summary>
    public bool RunsAhead { get; init; }

    /// <summary>
    /// True for a method that may keep its thread for more than some tenths of a millisecond. Over HTTP it leaves the thread, which reads
    /// other connections too; those of a WebSocket begin in their order. So is one that writes lines of its own to the log, which are then
    /// those of its request. Default: false.
    /// </summary>
    public bool IsHeavy { get; init; }

    /// <summary>The names that a positional call may fill.</summary>
    public IReadOnlyList<string> Positions => Envelope is null ? [.. Parameters.Select(parameter => parameter.Name)] : [Envelope];
}
