using Aigen.Inference;

namespace Aigen.Node.Store;

/// <summary>The last step of every way into the store.</summary>
internal static class ModelIntake
{
    /// <summary>Gives a whole file its name, if it is a model; else deletes it.</summary>
    /// <exception cref="ModelStoreException">It is no model file.</exception>
    public static StoredModel Take(ModelStore store, string id, string sha256, string part, string source)
    {
        try
        {
            GgufHeader.Read(part);
        }
        catch (ModelLoadException e)
        {
            File.Delete(part);
            throw new ModelStoreException($"{source} is no model file: {e.Reason}");
        }

        var tier = KnownModels.Find(id)?.MinimumTier ?? "free";
        var model = new StoredModel(id, sha256, new FileInfo(part).Length, tier, source);
        store.Add(model, part);
        return model;
    }
}
