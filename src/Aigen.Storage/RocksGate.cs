using Aigen.Storage.Native;

namespace Aigen.Storage;

/// <summary>The open database and who uses it: it is closed and opened anew only while nobody does.</summary>
internal sealed class RocksGate(DbHandle db, string folder) : IDisposable
{
    private readonly object _turn = new();
    private volatile DbHandle? _db = db;
    private volatile bool _isClosed;
    private int _users;

    /// <summary>The database, for as long as the result is not disposed. Waits while it is being exchanged.</summary>
    /// <exception cref="StoreException">It could not be opened again.</exception>
    public Use Enter()
    {
        while (true)
        {
            // The increment is a full fence: either this reader sees the gate closed, or whoever closed it sees this reader.
            Interlocked.Increment(ref _users);
            if (!_isClosed)
            {
                return _db is { } open ? new Use(this, open) : throw Gone();
            }

            Leave();
            lock (_turn)
            {
                while (_isClosed)
                {
                    Monitor.Wait(_turn);
                }
            }
        }
    }

    /// <summary>Closes the database and opens another in its place; false, and nothing done, where somebody used it all the time.</summary>
    /// <param name="open">Null where it cannot be opened: then reading fails until the next exchange.</param>
    public bool TryExchange(Func<DbHandle?> open, TimeSpan patience)
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        try
        {
            if (!SpinWait.SpinUntil(() => Volatile.Read(ref _users) == 0, patience))
            {
                return false;
            }

            _db?.Dispose();
            _db = null;
            _db = open();
            return true;
        }
        finally
        {
            lock (_turn)
            {
                _isClosed = false;
                Monitor.PulseAll(_turn);
            }
        }
    }

    public void Dispose() => _db?.Dispose();

    private void Leave() => Interlocked.Decrement(ref _users);

    private StoreException Gone()
    {
        Leave();
        return new StoreException($"the database in {folder} could not be opened again after a failed write; it is tried every few seconds");
    }

    internal readonly struct Use(RocksGate gate, DbHandle db) : IDisposable
    {
        public DbHandle Db => db;

        public void Dispose() => gate.Leave();
    }
}
