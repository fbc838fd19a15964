using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>Which models have releases, and which release of each is active.</summary>
internal static class ReleaseRegistry
{
    /// <summary>In the order in which they were registered first.</summary>
    public static IReadOnlyList<string> Models(IStateReader state) =>
        state.Get(StateKey.RegisteredModels) is { } bytes ? new WireReader(bytes).List(static (ref WireReader reader) => reader.Text()) : [];

    /// <summary>The version that is active; null for a model that has none.</summary>
    public static string? ActiveVersion(IStateReader state, string modelId) =>
        state.Get(StateKey.ActiveRelease(modelId)) is { } bytes ? new WireReader(bytes).Text() : null;

    public static void Add(StateOverlay state, string modelId) => state.Put(
        StateKey.RegisteredModels, new WireWriter().List([.. Models(state), modelId], static (writer, id) => writer.Text(id)).ToArray());

    public static void Activate(StateOverlay state, ModelRelease release) =>
        state.Put(StateKey.ActiveRelease(release.ModelId), new WireWriter().Text(release.Version).ToArray());
}
