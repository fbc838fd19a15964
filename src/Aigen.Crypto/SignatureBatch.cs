using System.Collections.Concurrent;
using System.Runtime.Intrinsics.X86;
using Aigen.Crypto.Edwards25519;

namespace Aigen.Crypto;

/// <summary>
/// Many signatures at once, each with the answer that <see cref="Ed25519.Verify"/> gives. A batch stands or falls as one; where it
/// falls, its parts are tried and then its items.
/// </summary>
public static class SignatureBatch
{
    // Measured against single checks, each signature under a key of its own, no key known: a batch of 8 costs 0.45 of them, one of 32 or
    // more a third; 256 under ten keys cost an eighth. Larger ones gain little more and lose more to one bad signature.
    private const int Smallest = 8, Part = 32, Largest = 256;

    // A failed batch is what a sender of bad signatures makes us pay on top of the single checks: 0.45 of them for 8, a third for 32 or
    // more. Only a batch of at least four parts is tried in parts, and only until two have failed, which wastes another sixth at most.
    // So bad signatures never cost more than about 1.5 times their single checks, and one among 256 costs less than once those.
    private const int FewestParts = 4, MostFailedParts = 2;

    // An equation keeps its arrays, about 200 kB; there are as many as threads ever verified at once.
    private static readonly ConcurrentBag<BatchEquation> Equations = [];

    /// <summary>Answers for every item; safe to call from several threads.</summary>
    public static void Verify(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        if (valid.Length < items.Length)
        {
            throw new ArgumentException($"{items.Length} signatures have {valid.Length} places for answers.", nameof(valid));
        }

        for (var start = 0; start < items.Length; start += Largest)
        {
            var count = Math.Min(Largest, items.Length - start);
            var some = items.Slice(start, count);
            var answers = valid.Slice(start, count);
            if (!HoldTogether(some, answers))
            {
                VerifyInParts(some, answers);
            }
        }
    }

    private static void VerifyInParts(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        var failed = items.Length < FewestParts * Part ? MostFailedParts : 0;
        for (var start = 0; start < items.Length; start += Part)
        {
            var count = Math.Min(Part, items.Length - start);
            var some = items.Slice(start, count);
            var answers = valid.Slice(start, count);
            if (failed >= MostFailedParts || !HoldTogether(some, answers))
            {
                failed++;
                VerifySingly(some, answers);
            }
        }
    }

    /// <summary>True where the answers are final.</summary>
    private static bool HoldTogether(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        if (items.Length < Smallest || !Avx2.IsSupported)
        {
            return false;
        }

        var equation = Equations.TryTake(out var idle) ? idle : new BatchEquation(Largest);
        var holds = equation.Holds(items, valid);
        Equations.Add(equation);
        return holds;
    }

    private static void VerifySingly(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        for (var i = 0; i < items.Length; i++)
        {
            valid[i] = Ed25519.Verify(items[i].Key, items[i].Hash.Bytes, items[i].Signature);
        }
    }
}
