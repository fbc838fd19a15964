namespace Aigen.Metering;

/// <summary>Scopes as they are sent and signed.</summary>
public static class AccessScopeNames
{
    // In the order in which they are signed.
    private static readonly (AccessScopes Scope, string Name)[] Known = [(AccessScopes.Complete, "complete"), (AccessScopes.Read, "read")];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name)];

    public static IReadOnlyList<string> Names(this AccessScopes scopes) =>
        [.. Known.Where(known => scopes.HasFlag(known.Scope)).Select(known => known.Name)];

    /// <summary>The names with commas between, always in one order.</summary>
    public static string Text(this AccessScopes scopes) => string.Join(',', scopes.Names());

    public static bool TryParse(string name, out AccessScopes scope)
    {
        scope = Known.FirstOrDefault(known => known.Name == name).Scope;
        return scope != AccessScopes.None;
    }
}
