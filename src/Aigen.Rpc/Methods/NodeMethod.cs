using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

/// <summary>A line of <see cref="MethodTable"/>: a method, what documents say of it, and who answers it on a node.</summary>
/// <param name="Result">The type that it answers; its schema is the one of how it is written.</param>
/// <param name="Answers">Finds who answers it.</param>
public sealed record NodeMethod(
    string Name, string Summary, IReadOnlyList<Parameter> Parameters, Type Result, Func<NodeServices, RpcHandler> Answers)
    : RpcMethod(Name, Summary, Parameters, OnNoNode)
{
    /// <summary>The codes of <see cref="ErrorTable"/> that it may answer, but for those that every method may. Default: none.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];

    /// <summary>What its notifications bring, each in the order in which it first may come; none for a method that answers once.</summary>
    public IReadOnlyList<Type> Notifications { get; init; } = [];

    /// <summary>The method as a node answers it.</summary>
    public NodeMethod On(NodeServices node) => this with { Handler = Answers(node) };

    private static ValueTask<RpcResult> OnNoNode(RpcCall call) => throw new InvalidOperationException($"{call.Method.Name} is described here, not answered");
}
