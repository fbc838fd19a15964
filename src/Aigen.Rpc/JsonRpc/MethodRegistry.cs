using System.Diagnostics.CodeAnalysis;

namespace Aigen.Rpc.JsonRpc;

/// <summary>Every method that can be called, found by the UTF-8 bytes of its name.</summary>
public sealed class MethodRegistry
{
    private const int LongestName = 64;
    private readonly Dictionary<string, RpcMethod>.AlternateLookup<ReadOnlySpan<byte>> _byName;

    /// <exception cref="ArgumentException">A name is malformed or given twice.</exception>
    public MethodRegistry(IEnumerable<RpcMethod> methods)
    {
        Methods = [.. methods];
        var byName = new Dictionary<string, RpcMethod>(Methods.Count, MethodNameComparer.Instance);
        foreach (var method in Methods) Register(method, byName);
        _byName = byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The methods in the order in which they were given, for documentation.</summary>
    public IReadOnlyList<RpcMethod> Methods { get; }

    /// <summary>Finds a method without allocating.</summary>
    public bool TryFind(ReadOnlySpan<byte> nameUtf8, [NotNullWhen(true)] out RpcMethod? method)
    {
        method = null;
        return nameUtf8.Length <= LongestName && _byName.TryGetValue(nameUtf8, out method);
    }

    private static void Register(RpcMethod method, Dictionary<string, RpcMethod> byName)
    {
        if (!IsName(method.Name)) throw new ArgumentException($"\"{method.Name}\" is no method name", nameof(method));
        if (!byName.TryAdd(method.Name, method)) throw new ArgumentException($"{method.Name} is registered twice", nameof(method));
    }

    // Printable ASCII without quote and backslash: the bytes on the wire are then the bytes of the name.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
