namespace Aigen.Inference;

/// <summary>
/// The models that this process knows, by id. Some are resident; another becomes so when it is asked for, beside those that are being
/// used and in place of the one that was used longest ago, where memory is short. Owns them.
/// </summary>
public sealed class ModelCatalog : IDisposable
{
    // A file that could not be loaded is not tried again at once for everybody who asks.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelSlot> _byId = new(StringComparer.Ordinal);
    private readonly List<ModelSlot> _slots;
    private readonly ModelRoom _room;
    private readonly ModelLoad? _load;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private long _uses;
    private bool _isDisposed;

    /// <param name="models">Resident models, at least one; the first is the default. They stay resident.</param>
    /// <exception cref="ArgumentException">There is no model, or two have the same id.</exception>
    public ModelCatalog(IEnumerable<ILanguageModel> models)
        : this([.. models.Select(model => new ModelSlot(model))], new MemoryBudget(long.MaxValue, MachineMemory.Read), TimeProvider.System)
    {
    }

    /// <param name="known">Models that can be made resident, at least one; the first is the default.</param>
    /// <param name="memory">What they may take.</param>
    /// <param name="load">Makes one resident.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no model, or two have the same id.</exception>
    public ModelCatalog(IEnumerable<ModelOptions> known, MemoryBudget memory, ModelLoad load, TimeProvider time)
        : this([.. known.Select(options => new ModelSlot(options))], memory, time) => _load = load;

    private ModelCatalog(List<ModelSlot> slots, MemoryBudget memory, TimeProvider time)
    {
        (_slots, _time) = (slots, time);
        _room = new ModelRoom(slots, memory, time);
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

    /// <summary>How many models are resident.</summary>
    public int Resident
    {
        get
        {
            lock (_gate) return _slots.Count(slot => slot.Model is not null);
        }
    }

    /// <summary>Bytes of the memory budget that resident models hold.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate) return _slots.Sum(slot => slot.Held);
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
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives it up; the load goes on.</param>
    /// <param name="waits">Told where the model waits for room, if it has to.</param>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelUnavailableException">It cannot be loaded, or there is no room for it.</exception>
    /// <exception cref="EngineBusyException">As many wait for it as may wait.</exception>
    public async Task<ModelLease> BorrowAsync(string id, CancellationToken cancellationToken, Action<QueuePlace>? waits = null)
    {
        var slot = _byId[id];
        Task<ILanguageModel> loading;
        QueuePlace? place;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (slot.Loading is null && slot.Failure is { } failure && _time.GetUtcNow() < failure.Until) throw failure.Reason;
            if (slot.Model is null && slot.Users >= slot.Options.QueueLimit)
                throw new EngineBusyException(id, slot.Users, slot.Options.QueueLimit, slot.Place?.EstimatedWait);

            // Whoever waits for a model uses it already, so that it is there when the wait ends.
            slot.Users++;
            slot.LastUsed = ++_uses;
            slot.Waits += waits;
            place = slot.Place;
            loading = slot.Loading ??= BeginLoad(slot);
        }

        if (place is not null) waits?.Invoke(place);
        try
        {
            return new ModelLease(await loading.WaitAsync(cancellationToken).ConfigureAwait(false), () => GiveBack(slot));
        }
        catch
        {
            GiveBack(slot);
            throw;
        }
        finally
        {
            lock (_gate) slot.Waits -= waits;
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

        return await slot.DescribeFileAsync(_stopping.Token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What a model that is not resident will be once it is, by its file's header; null where it is resident, or where its file cannot be read, of
    /// which the load has more to say.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public ModelDescription? Foresee(string id)
    {
        var slot = _byId[id];
        lock (_gate)
            if (slot.Model is not null)
                return null;
        return slot.Foresee(_stopping.Token);
    }

    /// <summary>The SHA-256 of a model's file; one that is not resident is not loaded for it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelUnavailableException">Its file cannot be read.</exception>
    public async Task<string> HashAsync(string id, CancellationToken cancellationToken)
    {
        var slot = _byId[id];
        ILanguageModel? model;
        lock (_gate) model = slot.Model;
        try
        {
            return await (model?.Description.Sha256 ?? slot.ReadFile(_stopping.Token).Sha256).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ModelUnavailableException.Of(id, exception) is { } failure)
        {
            throw failure;
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

    private Task<ILanguageModel> BeginLoad(ModelSlot slot)
    {
        slot.AskedAt = _time.GetTimestamp();
        return Task.Run(() => LoadAsync(slot));
    }

    private async Task<ILanguageModel> LoadAsync(ModelSlot slot)
    {
        try
        {
            var (file, sha256) = slot.ReadFile(_stopping.Token);
            await MakeRoomAsync(slot, ModelNeed.Of(file.Header, slot.Options)).ConfigureAwait(false);
            var started = _time.GetTimestamp();
            var model = await _load!(slot.Options, file.Header, sha256, _stopping.Token).ConfigureAwait(false);
            lock (_gate)
            {
                (slot.Failure, slot.LoadedAt) = (null, _time.GetTimestamp());
                if (_isDisposed) model.Dispose();
            }

            EngineInstruments.NoteLoad(slot.Id, _time.GetElapsedTime(started));

            Loaded?.Invoke(slot.Id, model, null);
            return model;
        }
        catch (Exception exception)
        {
            var failure = ModelUnavailableException.Of(slot.Id, exception);
            lock (_gate)
            {
                (slot.Loading, slot.Held) = (null, 0);
                _room.Changed();
                if (failure is not null) slot.Failure = (failure, _time.GetUtcNow() + (exception is ModelUnavailableException ? TimeSpan.Zero : RetryAfter));
            }

            Loaded?.Invoke(slot.Id, null, exception);
            if (failure is not null) throw failure;
            throw;
        }
    }

    private async Task MakeRoomAsync(ModelSlot slot, ModelNeed need)
    {
        try
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
                    case RoomOutcome.Later later: await WaitAsync(slot, later).ConfigureAwait(false); break;
                    case RoomOutcome.After after: await DisposeAsync(after.Leaves, leaves!, held).ConfigureAwait(false); break;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                slot.Place = null;
                _room.StopWaiting(slot);
            }
        }
    }

    private async Task WaitAsync(ModelSlot slot, RoomOutcome.Later later)
    {
        Action<QueuePlace>? tell;
        lock (_gate)
        {
            tell = slot.Place is null ? slot.Waits : null;
            slot.Place = _room.PlaceOf(slot, later.Wait);
        }

        tell?.Invoke(slot.Place);
        await later.Changed.WaitAsync(later.Wait, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Token.ThrowIfCancellationRequested();
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
        lock (_gate)
            if (--slot.Users == 0)
                _room.Changed();
    }
}
