using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Fuzz;

/// <summary>Whether a method may answer a code by its line of the table.</summary>
internal static class AnswerCodes
{
    // Of the protocol or of a limit, before any method is asked. -32603 is not among them: it is a fault of the node.
    private static readonly int[] OfEvery = [RpcErrorCodes.InvalidRequest, RpcErrorCodes.LimitExceeded];

    private static readonly Dictionary<string, HashSet<int>> Listed = MethodTable.Methods.ToDictionary(
        method => method.Name, method => ErrorMeanings.Of(method).Select(meaning => meaning.Code).Concat(OfEvery).ToHashSet());

    /// <summary>What is wrong with a method's answering a code; null for nothing.</summary>
    public static string? FindFault(string method, int code)
    {
        if (!Listed.TryGetValue(method, out var codes)) return code is RpcErrorCodes.MethodNotFound or RpcErrorCodes.LimitExceeded ? null : $"{code} for a method that there is not";
        return codes.Contains(code) ? null : $"{code} is not among the errors that MethodTable lists for {method}";
    }
}
