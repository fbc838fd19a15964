namespace Aigen.Inference;

/// <summary>
/// The models that this process knows, by id. Some are resident; another becomes so when it is asked for, beside those that are being
/// used and in place of the one that was used longest ago, where memory is short. Owns them.
/// </summary>
public sealed class ModelCatalog : IDisposable
{
    // A file that could not be loaded is not tried again at once for everybody who asks.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    // Whoever only wants to know what there is does not wait until a large file is read.
    private static readonly TimeSpan HashPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelSlot> _byId = new(StringComparer.Ordinal);
    private readonly List<ModelSlot> _slots;
    private readonly ModelRoom _room;
    private readonly ModelLoad? _load;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CancellationTokenSource _stopping = new();
    private long _uses;
    private bool _isDisposed;

    /// <param name="models">Resident models, at least one; the first is the default. They stay resident.</param>
    /// <exception cref="ArgumentException">There is no model, or two have the same id.</exception>
    public ModelCatalog(IEnumerable<ILanguageModel> models)
        : this([.. models.Select(model => new ModelSlot(model))], new MemoryBudget(long.MaxValue, MachineMemory.Read))
    {
    }

    /// <param name="known">Models that can be made resident, at least one; the first is the default.</param>
    /// <param name="memory">What they may take.</param>
    /// <param name="load">Makes one resident.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no model, or two have the same id.</exception>
    public ModelCatalog(IEnumerable<ModelOptions> known, MemoryBudget memory, ModelLoad load, TimeProvider time)
        : this([.. known.Select(options => new ModelSlot(options))], memory) => (_load, _time) = (load, time);

    private ModelCatalog(List<ModelSlot> slots, MemoryBudget memory)
    {
        _slots = slots;
        _room = new ModelRoom(slots, memory);
        if (slots.Count == 0) throw new ArgumentException("there is no model");
        foreach (var slot in slots)
            if (!_byId.TryAdd(slot.Id, slot))
                throw new ArgumentException($"two models have the id {slot.Id}");
    }

    /// <summary>Every model, in the order given.</summary>
    public IReadOnlyList<string> Ids => [.. _slots.Select(slot => slot.Id)];

    /// <summary>The model for requests that name none.</summary>
    public string DefaultId => _slots[0].Id;

    /// <summary>Why a resident model does not answer, although nothing was refused; null while all is well.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate) return _slots.Select(slot => slot.Model?.Problem).FirstOrDefault(problem => problem is not null);
        }
    }

    /// <summary>Called when a model became resident, or could not.</summary>
    public Action<string, ILanguageModel?, Exception?>? Loaded { get; set; }

    /// <summary>Called when a model was unloaded to make room, or because somebody asked for it.</summary>
    public Action<string>? Unloaded { get; set; }

    /// <summary>Whether there is a model with this id, letter case included.</summary>
    public bool Knows(string id) => _byId.ContainsKey(id);

    /// <summary>Whether a model can be borrowed without being loaded first.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public bool IsResident(string id)
    {
        lock (_gate) return _byId[id].Model is not null;
    }

    /// <summary>A resident model, for as long as the lease is held. Loads it first where it is not resident.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelUnavailableException">It cannot be loaded, or there is no room for it.</exception>
    public async Task<ModelLease> BorrowAsync(string id, CancellationToken cancellationToken)
    {
        var slot = _byId[id];
        Task<ILanguageModel> loading;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (slot.Loading is null && slot.Failure is { } failure && _time.GetUtcNow() < failure.Until) throw failure.Reason;

            // Whoever waits for a model uses it already, so that it is there when the wait ends.
            slot.Users++;
            slot.LastUsed = ++_uses;
            loading = slot.Loading ??= Task.Run(() => LoadAsync(slot));
        }

        try
        {
            return new ModelLease(await loading.WaitAsync(cancellationToken).ConfigureAwait(false), () => GiveBack(slot));
        }
        catch
        {
            GiveBack(slot);
            throw;
        }
    }

    /// <summary>Makes a model resident, also where that failed a moment ago.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelUnavailableException">It cannot be loaded, or there is no room for it.</exception>
    public async Task LoadAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate) _byId[id].Failure = null;
        (await BorrowAsync(id, cancellationToken).ConfigureAwait(false)).Dispose();
    }

    /// <summary>Makes a model resident where there is room for it without another leaving; else nothing happens.</summary>
    /// <exception cref="ModelUnavailableException">It cannot be loaded.</exception>
    public async Task PreloadAsync(string id, CancellationToken cancellationToken)
    {
        var slot = _byId[id];
        try
        {
            var need = ModelNeed.Of(slot.ReadFile(_stopping.Token).File.Header, slot.Options);
            lock (_gate)
                if (slot.Loading is not null || !_room.HasRoom(slot, need))
                    return;
        }
        catch (ModelLoadException exception)
        {
            throw new ModelUnavailableException(id, exception.Reason);
        }

        await LoadAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Frees the memory of a model that nobody uses. It stays known, and is loaded again when it is asked for.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public async Task<UnloadOutcome> UnloadAsync(string id)
    {
        var slot = _byId[id];
        ILanguageModel? model;
        long held;
        lock (_gate)
        {
            if (slot.Loading is null) return UnloadOutcome.NotLoaded;
            if (!slot.CanBeUnloaded) return UnloadOutcome.InUse;
            (model, held) = (slot.Model, _room.Leave(slot));
        }

        await DisposeAsync(slot, model!, held).ConfigureAwait(false);
        return UnloadOutcome.Unloaded;
    }

    /// <summary>What a model is; one that is not resident is not loaded for it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public async Task<ModelStatus> DescribeAsync(string id, CancellationToken cancellationToken)
    {
        var slot = _byId[id];
        ILanguageModel? model;
        lock (_gate) model = slot.Model;
        if (model is not null)
            return new ModelStatus(model.Description, await model.Description.Sha256.WaitAsync(cancellationToken).ConfigureAwait(false), IsLoaded: true, null);

        try
        {
            var (file, sha256) = slot.ReadFile(_stopping.Token);
            await Task.WhenAny(sha256, Task.Delay(HashPatience, cancellationToken)).ConfigureAwait(false);
            var hash = sha256.IsCompletedSuccessfully ? sha256.Result : "";
            return new ModelStatus(slot.Describe(file, sha256), hash, IsLoaded: false, slot.Failure?.Reason.Reason);
        }
        catch (Exception exception) when (exception is ModelLoadException or IOException or UnauthorizedAccessException)
        {
            return new ModelStatus(slot.DescribeUnread(), "", IsLoaded: false, (exception as ModelLoadException)?.Reason ?? "its file cannot be read");
        }
    }

    /// <summary>Disposes of every resident model, in use or not.</summary>
    public void Dispose()
    {
        List<ILanguageModel> models;
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            models = [.. _slots.Select(slot => slot.Model).OfType<ILanguageModel>()];
        }

        _stopping.Cancel();
        foreach (var model in models) model.Dispose();
    }

    private async Task<ILanguageModel> LoadAsync(ModelSlot slot)
    {
        try
        {
            var (file, sha256) = slot.ReadFile(_stopping.Token);
            await MakeRoomAsync(slot, ModelNeed.Of(file.Header, slot.Options)).ConfigureAwait(false);
            var model = await _load!(slot.Options, file.Header, sha256, _stopping.Token).ConfigureAwait(false);
            lock (_gate)
            {
                slot.Failure = null;
                if (_isDisposed) model.Dispose();
            }

            Loaded?.Invoke(slot.Id, model, null);
            return model;
        }
        catch (Exception exception)
        {
            var failure = Failure(slot, exception);
            lock (_gate)
            {
                (slot.Loading, slot.Held) = (null, 0);
                if (failure is not null) slot.Failure = (failure, _time.GetUtcNow() + (exception is ModelUnavailableException ? TimeSpan.Zero : RetryAfter));
            }

            Loaded?.Invoke(slot.Id, null, exception);
            if (failure is not null) throw failure;
            throw;
        }
    }

    private async Task MakeRoomAsync(ModelSlot slot, ModelNeed need)
    {
        while (true)
        {
            RoomOutcome outcome;
            var (leaves, held) = ((ILanguageModel?)null, 0L);
            lock (_gate)
            {
                outcome = _room.Take(slot, need);
                if (outcome is RoomOutcome.After after) (leaves, held) = (after.Leaves.Model, _room.Leave(after.Leaves));
            }

            switch (outcome)
            {
                case RoomOutcome.Taken: return;
                case RoomOutcome.Refused refused: throw new ModelUnavailableException(slot.Id, refused.Reason);
                case RoomOutcome.Soon soon: await soon.Left.ConfigureAwait(false); break;
                case RoomOutcome.After after: await DisposeAsync(after.Leaves, leaves!, held).ConfigureAwait(false); break;
            }
        }
    }

    // It waits for the model's thread, so it is done on another one.
    private async Task DisposeAsync(ModelSlot slot, ILanguageModel model, long held)
    {
        await Task.Run(model.Dispose).ConfigureAwait(false);
        lock (_gate) _room.Left(held);
        Unloaded?.Invoke(slot.Id);
    }

    private void GiveBack(ModelSlot slot)
    {
        lock (_gate) slot.Users--;
    }

    // Null for what is not the model's fault: the process ends, or its own libraries are missing.
    private static ModelUnavailableException? Failure(ModelSlot slot, Exception exception) => exception switch
    {
        ModelUnavailableException unavailable => unavailable,
        ModelLoadException load => new ModelUnavailableException(slot.Id, load.Reason),
        IOException or UnauthorizedAccessException => new ModelUnavailableException(slot.Id, "its file cannot be read"),
        _ => null,
    };
}
