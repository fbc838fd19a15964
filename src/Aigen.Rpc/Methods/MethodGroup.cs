namespace Aigen.Rpc.Methods;

/// <summary>Methods that belong together, under one heading of the documents.</summary>
public sealed record MethodGroup(string Title, IReadOnlyList<NodeMethod> Methods);
