namespace Aigen.Inference;

/// <summary>One known model. Its mutable part belongs to the catalog's lock.</summary>
internal sealed class ModelSlot
{
    // Whoever only wants to know what there is does not wait until a large file is read.
    private static readonly TimeSpan HashPatience = TimeSpan.FromSeconds(2);

    private readonly ModelOptions? _options;
    private (ModelFile File, Task<string> Sha256)? _read;
    private (GgufHeader Header, ToolFamily? Family)? _tools;

    /// <summary>A model that is loaded from its file when it is asked for.</summary>
    public ModelSlot(ModelOptions options) => (_options, Id) = (options, options.EffectiveId);

    /// <summary>A model that came resident and stays so.</summary>
    public ModelSlot(ILanguageModel model) => (Id, Loading) = (model.Description.Id, Task.FromResult(model));

    public string Id { get; }

    public ModelOptions Options => _options ?? throw new InvalidOperationException($"model {Id} came loaded");

    /// <summary>The resident model, or the load that will make it so; null where it is not resident.</summary>
    public Task<ILanguageModel>? Loading { get; set; }

    public ILanguageModel? Model => Loading is { IsCompletedSuccessfully: true } loaded ? loaded.Result : null;

    /// <summary>Bytes of the budget that it holds.</summary>
    public long Held { get; set; }

    /// <summary>Requests that use it or wait for it.</summary>
    public int Users { get; set; }

    /// <summary>Counts up with each use of any model.</summary>
    public long LastUsed { get; set; }

    /// <summary>When the present load was asked for, in the clock's ticks.</summary>
    public long AskedAt { get; set; }

    /// <summary>When it became resident, in the clock's ticks.</summary>
    public long LoadedAt { get; set; }

    /// <summary>Where it waits for room; null where it does not.</summary>
    public QueuePlace? Place { get; set; }

    /// <summary>Those who want to be told of <see cref="Place"/>.</summary>
    public Action<QueuePlace>? Waits { get; set; }

    /// <summary>Why the last load failed, and until when that is not tried again.</summary>
    public (ModelUnavailableException Reason, DateTimeOffset Until)? Failure { get; set; }

    public bool CanBeUnloaded => _options is not null && Users == 0 && Model is not null;

    /// <summary>The header of the file as it lies there now, and its SHA-256, which is computed from the first call on.</summary>
    /// <exception cref="ModelLoadException">It is no model file.</exception>
    public (ModelFile File, Task<string> Sha256) ReadFile(CancellationToken cancellationToken)
    {
        lock (Options)
        {
            if (_read is { } known && known.File.IsUnchanged() && !known.Sha256.IsFaulted) return known;
            var file = ModelFile.Read(Options.Path);
            _read = (file, FileDigest.ComputeSha256Async(Options.Path, cancellationToken));
            return _read.Value;
        }
    }

    /// <summary>What it is where it is not resident.</summary>
    public async Task<ModelStatus> DescribeFileAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        try
        {
            var (file, sha256) = ReadFile(stopping);
            await Task.WhenAny(sha256, Task.Delay(HashPatience, cancellationToken)).ConfigureAwait(false);
            var hash = sha256.IsCompletedSuccessfully ? sha256.Result : "";
            return new ModelStatus(Describe(file, sha256), hash, IsLoaded: false, Failure?.Reason.Reason);
        }
        catch (Exception exception) when (exception is ModelLoadException or IOException or UnauthorizedAccessException)
        {
            return new ModelStatus(DescribeUnread(), "", IsLoaded: false, (exception as ModelLoadException)?.Reason ?? "its file cannot be read");
        }
    }

    /// <summary>What it will be where it is not resident; null where its file cannot be read.</summary>
    public ModelDescription? Foresee(CancellationToken stopping)
    {
        try
        {
            var (file, sha256) = ReadFile(stopping);
            return Describe(file, sha256);
        }
        catch (Exception exception) when (exception is ModelLoadException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ModelDescription Describe(ModelFile file, Task<string> sha256)
    {
        var header = file.Header;
        var plan = ModelPlan.Of(header, Options);
        return new ModelDescription(
            Id, header.Name ?? Id, Options.Path, file.Size, sha256, plan.ContextLength, header.VocabularySize, header.Architecture,
            ModelFacts.Quantization(header), header.ParameterCount, header.HasChatTemplate)
        {
            Parallel = plan.Parallel,
            Tools = ToolsOf(header),
            Embeddings = EmbeddingAbility.Of(header, plan.ContextLength),
        };
    }

    // Trying a template out takes its time, and a list of models is asked for often.
    private ToolFamily? ToolsOf(GgufHeader header)
    {
        lock (Options)
        {
            if (_tools is { } known && known.Header == header) return known.Family;
            _tools = (header, ToolFamily.Of(ChatTemplates.Of(header, TemplateTokens.None, TimeProvider.System)));
            return _tools.Value.Family;
        }
    }

    // What can be said of a file that is no model.
    private ModelDescription DescribeUnread() => new(Id, Id, Options.Path, 0, Task.FromResult(""), 0, 0, "unknown", "unknown", 0, false);
}
