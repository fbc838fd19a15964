using System.Runtime.InteropServices;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// The values of the state by the hashes of their keys, one behind the other in one array, where the garbage collector
/// finds nothing to look at or to move. What comes in the place of something as long stands where that stood; when the array is full, what
/// stands first goes. Any number of threads may look up while none writes.
/// </summary>
internal sealed class StateCache(long bytes)
{
    private const int FirstBytes = 1 << 20;

    // Hash, length of what follows.
    private const int HeaderLength = Hash256.Length + sizeof(int);

    // How full it may be after it was tidied up: the fuller, the sooner it has to be again.
    private const double MostKept = 0.85;

    private readonly StateCacheIndex _places = new();
    private byte[] _log = new byte[Math.Min(bytes, FirstBytes)];
    private int _end;
    private int _inUse;

    /// <param name="found">To be used before the next <see cref="Put"/>.</param>
    public bool TryFind(Hash256 hash, out ArraySegment<byte> found)
    {
        var at = _places.Find(hash, _log);
        found = at >= 0 ? new ArraySegment<byte>(_log, at + HeaderLength, LengthAt(at) - HeaderLength) : default;
        return at >= 0;
    }

    /// <summary>Puts bytes under a hash, in the place of what stood there.</summary>
    public void Put(Hash256 hash, ReadOnlySpan<byte> now)
    {
        var at = _places.Find(hash, _log);
        if (at >= 0 && LengthAt(at) == HeaderLength + now.Length)
        {
            Write(at, hash, now);
            return;
        }

        Remove(hash);
        Append(hash, now);
    }

    public void Remove(Hash256 hash)
    {
        if (_places.Remove(hash, _log) is >= 0 and var at)
        {
            _inUse -= LengthAt(at);
        }
    }

    private void Append(Hash256 hash, ReadOnlySpan<byte> now)
    {
        var length = HeaderLength + now.Length;
        if (_end + length > _log.Length)
        {
            MakeRoom();
        }

        if (_end + length > _log.Length)
        {
            return;
        }

        Write(_end, hash, now);
        _places.Add(_end, _log);
        (_end, _inUse) = (_end + length, _inUse + length);
    }

    private void Write(int at, Hash256 hash, ReadOnlySpan<byte> now)
    {
        hash.Bytes.CopyTo(_log.AsSpan(at));
        MemoryMarshal.Write(_log.AsSpan(at + Hash256.Length), now.Length);
        now.CopyTo(_log.AsSpan(at + HeaderLength));
    }

    private void MakeRoom()
    {
        if (_inUse > _log.Length / 2 && _log.Length < bytes)
        {
            Array.Resize(ref _log, (int)Math.Min(bytes, 2L * _log.Length));
        }
        else
        {
            TidyUp();
        }
    }

    // Moves all that is still wanted to the start, in its order, and forgets the first of it where that is too much.
    private void TidyUp()
    {
        var (surplus, end, length) = (_inUse - (int)(MostKept * _log.Length), 0, 0);
        for (var at = 0; at < _end; at += length)
        {
            length = LengthAt(at);
            var slot = _places.SlotOf(at, _log);
            if (slot < 0)
            {
                continue;
            }

            if (surplus > 0)
            {
                Remove(Hash256.From(_log.AsSpan(at, Hash256.Length)));
                surplus -= length;
            }
            else
            {
                _log.AsSpan(at, length).CopyTo(_log.AsSpan(end));
                _places.Move(slot, end);
                end += length;
            }
        }

        _end = end;
    }

    // With its header.
    private int LengthAt(int at) => HeaderLength + MemoryMarshal.Read<int>(_log.AsSpan(at + Hash256.Length));
}
