using System.Runtime.InteropServices;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>
/// Pages and buckets by the hash of their tops, which no other has, so that a hit is never stale. They stand one behind the other in one
/// array, where the garbage collector finds nothing to look at or to move. What is looked up is about to be written, so when the array is
/// full, what was written longest ago goes. Any number of threads may look up while none writes.
/// </summary>
internal sealed class StatePageCache(long bytes)
{
    private const int FirstBytes = 1 << 20;

    // Hash, length of the page.
    private const int HeaderLength = Hash256.Length + sizeof(int);

    // How full it may be after it was tidied up: the fuller, the sooner it has to be again.
    private const double MostKept = 0.85;

    private readonly Dictionary<Hash256, int> _places = [];
    private byte[] _log = new byte[Math.Min(bytes, FirstBytes)];
    private int _end;
    private int _inUse;

    /// <param name="page">To be used before the next <see cref="Replace"/>.</param>
    public bool TryFind(Hash256 hash, out ArraySegment<byte> page)
    {
        var found = _places.TryGetValue(hash, out var at);
        page = found ? new ArraySegment<byte>(_log, at + HeaderLength, LengthAt(at) - HeaderLength) : default;
        return found;
    }

    /// <param name="page">Null where nothing comes in the place of the old one.</param>
    public void Replace(Hash256 old, Hash256 hash, byte[]? page)
    {
        if (_places.Remove(old, out var at))
        {
            _inUse -= LengthAt(at);
        }

        if (page is not null && !_places.ContainsKey(hash))
        {
            Append(hash, page);
        }
    }

    private void Append(Hash256 hash, byte[] page)
    {
        var length = HeaderLength + page.Length;
        if (_end + length > _log.Length)
        {
            MakeRoom();
        }

        if (_end + length > _log.Length)
        {
            return;
        }

        hash.Bytes.CopyTo(_log.AsSpan(_end));
        MemoryMarshal.Write(_log.AsSpan(_end + Hash256.Length), page.Length);
        page.CopyTo(_log, _end + HeaderLength);
        _places.Add(hash, _end);
        (_end, _inUse) = (_end + length, _inUse + length);
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

    // Moves all that is still wanted to the start, in its order, and forgets the oldest of it where that is too much.
    private void TidyUp()
    {
        var (surplus, end, length) = (_inUse - (int)(MostKept * _log.Length), 0, 0);
        for (var at = 0; at < _end; at += length)
        {
            length = LengthAt(at);
            var hash = Hash256.From(_log.AsSpan(at, Hash256.Length));
            if (!_places.TryGetValue(hash, out var place) || place != at)
            {
                continue;
            }

            if (surplus > 0)
            {
                _places.Remove(hash);
                (surplus, _inUse) = (surplus - length, _inUse - length);
            }
            else
            {
                _log.AsSpan(at, length).CopyTo(_log.AsSpan(end));
                _places[hash] = end;
                end += length;
            }
        }

        _end = end;
    }

    // With its header.
    private int LengthAt(int at) => HeaderLength + MemoryMarshal.Read<int>(_log.AsSpan(at + Hash256.Length));
}
