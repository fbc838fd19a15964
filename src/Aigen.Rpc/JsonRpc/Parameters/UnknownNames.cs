using System.Text.Json;

namespace Aigen.Rpc.JsonRpc;

/// <summary>
/// Names that a method does not know. Deployed clients send extra ones, which are ignored; but one that is nearly the name of a parameter
/// that was not given is a slip, and would silently change what the call means.
/// </summary>
internal static class UnknownNames
{
    // Whoever sends more of them means something else, and comparing takes its time.
    private const int MostLookedAt = 16;

    /// <exception cref="RpcException">A name is a slip.</exception>
    public static void RefuseSlips(JsonElement given, IReadOnlyList<Parameter> known, string path)
    {
        var (next, unknown) = (0, 0);
        foreach (var member in given.EnumerateObject())
        {
            if (IsKnown(member, known, ref next)) continue;
            if (++unknown > MostLookedAt) return;
            RefuseSlip(member, given, known, path);
        }
    }

    // Clients mostly keep the order of the documents, so the search goes on where the last one ended.
    private static bool IsKnown(JsonProperty member, IReadOnlyList<Parameter> known, ref int next)
    {
        for (var tried = 0; tried < known.Count; tried++)
        {
            var at = (next + tried) % known.Count;
            if (!member.NameEquals(known[at].NameUtf8) && !(known[at].Alias is { } alias && member.NameEquals(alias))) continue;
            next = at + 1;
            return true;
        }

        return false;
    }

    private static void RefuseSlip(JsonProperty member, JsonElement given, IReadOnlyList<Parameter> known, string path)
    {
        if (NearNames.Find(member.Name, known.Select(parameter => parameter.Name)) is not { } meant) return;
        if (given.TryGetProperty(meant, out _)) return;
        throw new RpcException(RpcError.UnknownParameter($"{path}{member.Name}", $"{path}{meant}"));
    }
}
