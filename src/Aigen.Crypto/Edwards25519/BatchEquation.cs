using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Aigen.Primitives;

namespace Aigen.Crypto.Edwards25519;

/// <summary>
/// Many signatures in one equation: [8](sum of z_i ([h_i]A_i + R_i - [s_i]B)) = O, with coefficients z_i that nobody could foresee.
/// Where each signature's own equation holds, so does this; where one does not, this holds for one in 2^128 choices of its z.
/// </summary>
internal sealed class BatchEquation(int capacity)
{
    // A UInt128 of randomness each: a batch of bad signatures passes with a chance of 2^-128.
    private const int CoefficientBits = 128;

    private readonly KeyGroups _groups = new(capacity);
    private readonly int[] _items = new int[capacity], _groupOfItem = new int[capacity], _unknown = new int[capacity];
    private readonly FieldNumber[] _encodings = new FieldNumber[2 * capacity];
    private readonly CachedPoint[] _points = new CachedPoint[2 * capacity];
    private readonly bool[] _decoded = new bool[2 * capacity];
    private readonly UInt128[] _coefficients = new UInt128[capacity];
    private readonly Scalar[] _scalars = new Scalar[capacity];

    // One place more than keys, for the base point.
    private readonly CachedPoint[] _keys = new CachedPoint[capacity + 1];
    private readonly bool[] _keyDecoded = new bool[capacity];
    private readonly WideScalar[] _keySums = new WideScalar[capacity + 1];
    private readonly Scalar[] _keyScalars = new Scalar[capacity + 1];

    /// <summary>
    /// Whether all items with encodings that are points hold their equations; <paramref name="candidates"/> tells which these are. The
    /// other items are bad whatever the answer.
    /// </summary>
    internal bool Holds(ReadOnlySpan<SignedHash> items, Span<bool> candidates)
    {
        var count = Gather(items, candidates);
        DecodePoints(count);
        count = Combine(items, candidates, count);
        return count == 0 || Sum(count).IsIdentityTimesCofactor;
    }

    // The items of sound form, and their keys.
    private int Gather(ReadOnlySpan<SignedHash> items, Span<bool> candidates)
    {
        var count = 0;
        _groups.Clear();
        for (var i = 0; i < items.Length; i++)
        {
            candidates[i] = SignatureForm.IsSound(items[i].Key, items[i].Signature);
            if (candidates[i])
            {
                _items[count] = i;
                _groupOfItem[count] = _groups.GroupOf(items[i].Key);
                _encodings[count++] = FieldNumber.From(items[i].Signature.Bytes);
            }
        }

        return count;
    }

    // The points R, and behind them those of the keys that the cache does not know.
    private void DecodePoints(int count)
    {
        var unknown = 0;
        for (var group = 0; group < _groups.Count; group++)
        {
            _keySums[group] = default;
            _keyDecoded[group] = KeyCache.TryGet(_groups[group], out _keys[group]);
            if (!_keyDecoded[group])
            {
                _unknown[unknown] = group;
                _encodings[count + unknown++] = FieldNumber.From(_groups[group].Bytes);
            }
        }

        PointDecoder.Decode(_encodings.AsSpan(0, count + unknown), _points, _decoded);
        for (var i = 0; i < unknown; i++)
        {
            Learn(_unknown[i], _points[count + i], _decoded[count + i]);
        }
    }

    private void Learn(int group, in CachedPoint point, bool decoded)
    {
        _keys[group] = decoded ? point : CachedPoint.Identity;
        _keyDecoded[group] = decoded;
        if (decoded)
        {
            KeyCache.Set(_groups[group], point);
        }
    }

    // Leaves the points R and their coefficients side by side, and in the keys' sums what the keys and the base point are multiplied by.
    private int Combine(ReadOnlySpan<SignedHash> items, Span<bool> candidates, int count)
    {
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_coefficients.AsSpan(0, count)));
        ref var baseSum = ref _keySums[_groups.Count];
        baseSum = default;
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var (item, group) = (items[_items[i]], _groupOfItem[i]);
            if (!(candidates[_items[i]] = _decoded[i] && _keyDecoded[group]))
            {
                continue;
            }

            var z = _coefficients[i];
            _keySums[group].AddProduct(z, Challenge.Of(item.Key, item.Hash.Bytes, item.Signature));
            baseSum.AddProduct(z, Scalar.From(item.Signature.Bytes[SignatureForm.PointLength..]));
            _points[kept] = _points[i];
            _scalars[kept++] = new((ulong)z, (ulong)(z >> 64), 0, 0);
        }

        return kept;
    }

    private EdwardsPoint Sum(int count)
    {
        var keys = _groups.Count;
        for (var group = 0; group <= keys; group++)
        {
            _keyScalars[group] = _keySums[group].Reduced();
        }

        _keys[keys] = BasePoint.Cached;
        _keyScalars[keys] = -_keyScalars[keys];
        var ofKeys = MultiScalar.Sum(_keys.AsSpan(0, keys + 1), _keyScalars.AsSpan(0, keys + 1), Scalar.ReducedBits);
        return MultiScalar.Sum(_points.AsSpan(0, count), _scalars.AsSpan(0, count), CoefficientBits) + ofKeys.Cached();
    }
}
