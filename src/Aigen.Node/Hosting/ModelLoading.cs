using Aigen.Chain;
using Aigen.Inference;
using Aigen.Node.Store;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Hosting;

/// <summary>Makes the node's models known, and the default one resident.</summary>
internal static class ModelLoading
{
    /// <summary>Done when the default model can answer; the others of the command line are loaded after that, where there is room.</summary>
    public static Task<(ModelCatalog Models, IReadOnlyDictionary<string, Tier> MinimumTiers)> Start(NodeOptions options, ILoggerFactory logs, TimeProvider time) =>
        Task.Run(() => LoadAsync(options, logs.CreateLogger(typeof(ModelLoading)), time));

    private static async Task<(ModelCatalog Models, IReadOnlyDictionary<string, Tier> MinimumTiers)> LoadAsync(NodeOptions options, ILogger log, TimeProvider time)
    {
        var named = Named(options);
        var models = named.Concat(Stored(options, named)).ToList();
        StartLlama(options.Device, log);

        NativeLog.Sink = (level, line) => log.Log(LevelOf(level), "llama.cpp: {Line}", line.TrimEnd());

        var probe = new ModelProbe(ProbeProgram.Find(), new ProbeVerdicts(Path.Combine(options.CacheDir ?? CacheFolder.Default, "probes")));
        var catalog = new ModelCatalog(
            models.Select(model => model.Options), MemoryBudget.OfMachine(options.ModelMemory) with { MinResidency = options.ModelMinResidency },
            async (model, header, sha256, cancelled) =>
            {
                await probe.CheckAsync(model, header, sha256, cancelled);
                return LlamaModel.Load(model, sha256, time);
            },
            time)
        {
            Loaded = (id, model, failure) => Report(log, id, model, failure),
            Unloaded = id => log.LogInformation("Model {Id}: unloaded", id),
        };
        try
        {
            await catalog.LoadAsync(catalog.DefaultId, CancellationToken.None);
        }
        catch (ModelUnavailableException e)
        {
            catalog.Dispose();
            throw new NodeStartException($"--model {models[0].Options.Path}: {e.Reason}");
        }

        _ = PreloadAsync(catalog, named.Skip(1));
        return (catalog, models.ToDictionary(model => model.Options.EffectiveId, model => model.MinimumTier));
    }

    private static void StartLlama(DeviceWish wish, ILogger log)
    {
        var device = LlamaDevices.Choose(wish);
        if (wish == DeviceWish.Cuda && !device.IsGpu)
        {
            throw new NodeStartException($"--device cuda: {device.Reason}");
        }

        log.LogInformation("{Device}", device);
    }

    private static List<ResolvedModel> Named(NodeOptions options)
    {
        var store = new ModelStore(ModelStore.FolderOf(options.ModelsDir));
        IReadOnlyList<ModelChoice> choices = options.Models.Count == 0 ? [ModelChoice.Embedded] : options.Models;
        var named = choices.Select(choice => choice.Resolve(store, options.RunSettings)).ToList();
        return named.GroupBy(model => model.Options.EffectiveId).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new NodeStartException($"--model: two models have the id {twice.Key}; give one another with ,id=NAME")
            : named;
    }

    // A store that is named is there to be served; the user's own is only where names are looked up.
    private static IEnumerable<ResolvedModel> Stored(NodeOptions options, IReadOnlyList<ResolvedModel> named)
    {
        if (options.ModelsDir is not { } folder)
        {
            return [];
        }

        var store = new ModelStore(folder);
        return store.List().Select(model => ModelChoice.Parse(model.Id).Resolve(store, options.RunSettings))
            .Where(model => named.All(other => other.Options.EffectiveId != model.Options.EffectiveId));
    }

    private static async Task PreloadAsync(ModelCatalog catalog, IEnumerable<ResolvedModel> models)
    {
        foreach (var model in models)
        {
            try
            {
                await catalog.PreloadAsync(model.Options.EffectiveId, CancellationToken.None);
            }
            catch (Exception e) when (e is InferenceException or OperationCanceledException or ObjectDisposedException)
            {
                // It was reported; the node serves its other models.
            }
        }
    }

    private static void Report(ILogger log, string id, ILanguageModel? model, Exception? failure)
    {
        if (model is null)
        {
            log.LogError("Model {Id} cannot be used now: {Reason}", id, failure!.Message);
            return;
        }

        var facts = model.Description;
        log.LogInformation(
            "Model {Id}: {Architecture}, {Parameters:N0} parameters, {Quantization}, context {Context}, {File}", facts.Id, facts.Architecture,
            facts.ParameterCount, facts.Quantization, facts.ContextLength, facts.Path);
        if (facts.TemplateProblem is { } problem)
        {
            log.LogWarning("Model {Id}: its chat template cannot be read, so it takes no chats: {Problem}", facts.Id, problem);
        }
    }

    // What llama.cpp calls information is a page a model; here it is detail.
    private static LogLevel LevelOf(NativeLogLevel level) => level switch
    {
        NativeLogLevel.Error => LogLevel.Error,
        NativeLogLevel.Warning => LogLevel.Warning,
        _ => LogLevel.Debug,
    };
}
