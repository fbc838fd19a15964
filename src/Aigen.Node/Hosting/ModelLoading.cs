using Aigen.Inference;
using Aigen.Metering;
using Microsoft.Extensions.Logging;

namespace Aigen.Node.Hosting;

/// <summary>Loads the models that the command line names, side by side.</summary>
internal static class ModelLoading
{
    public static Task<(ModelCatalog Models, ModelTerms Terms)> Start(IReadOnlyList<ModelChoice> choices, ILoggerFactory logs) =>
        Task.Run(() => LoadAsync(choices, logs.CreateLogger(typeof(ModelLoading))));

    private static async Task<(ModelCatalog Models, ModelTerms Terms)> LoadAsync(IReadOnlyList<ModelChoice> choices, ILogger log)
    {
        var resolved = choices.Select(choice => (choice.MinimumTier, Model: choice.Resolve())).ToList();
        if (resolved.GroupBy(choice => choice.Model.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new NodeStartException($"--model: two models have the id {twice.Key}; give one another with ,id=NAME");
        }

        NativeLog.Sink = (level, line) => log.Log(LevelOf(level), "llama.cpp: {Line}", line.TrimEnd());
        var loads = resolved.Select(choice => Task.Run(() => Load(choice.Model.Path, choice.Model.Id, log))).ToList();
        await Task.WhenAll(loads).ContinueWith(static _ => { }, TaskScheduler.Default);
        if (loads.FirstOrDefault(load => load.IsFaulted) is { } failed)
        {
            loads.Where(load => load.IsCompletedSuccessfully).ToList().ForEach(load => load.Result.Dispose());
            throw new NodeStartException(failed.Exception!.InnerException!.Message);
        }

        return (new ModelCatalog(loads.Select(load => load.Result)), new ModelTerms(resolved.ToDictionary(choice => choice.Model.Id, choice => choice.MinimumTier)));
    }

    private static ILanguageModel Load(string path, string id, ILogger log)
    {
        var model = LlamaModel.Load(new ModelOptions { Path = path, Id = id });
        var facts = model.Description;
        log.LogInformation(
            "Model {Id}: {Architecture}, {Parameters:N0} parameters, {Quantization}, context {Context}, {File}", facts.Id, facts.Architecture,
            facts.ParameterCount, facts.Quantization, facts.ContextLength, facts.Path);
        return model;
    }

    // What llama.cpp calls information is a page a model; here it is detail.
    private static LogLevel LevelOf(NativeLogLevel level) => level switch
    {
        NativeLogLevel.Error => LogLevel.Error,
        NativeLogLevel.Warning => LogLevel.Warning,
        _ => LogLevel.Debug,
    };
}
