using System.Collections.Concurrent;
using System.Runtime.Intrinsics.X86;
using Aigen.Crypto.Edwards25519;

namespace Aigen.Crypto;

/// <summary>Many signatures at once, each with the answer that <see cref="Ed25519.Verify"/> gives.</summary>
public static class SignatureBatch
{
    private const int Smallest = 4;

    private const int Largest = 256;

    private static readonly ConcurrentBag<BatchEquation> Equations = [];

    public static void Verify(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        if (valid.Length < items.Length)
        {
            throw new ArgumentException($"{items.Length} signatures have {valid.Length} places for answers.", nameof(valid));
        }

        for (var start = 0; start < items.Length; start += Largest)
        {
            var count = Math.Min(Largest, items.Length - start);
            VerifyTogether(items.Slice(start, count), valid.Slice(start, count));
        }
    }

    private static void VerifyTogether(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        if (items.Length < Smallest || !Avx2.IsSupported)
        {
            VerifySingly(items, valid);
            return;
        }

        var equation = Equations.TryTake(out var idle) ? idle : new BatchEquation(Largest);
        var holds = equation.Holds(items, valid);
        Equations.Add(equation);
        if (!holds)
        {
            VerifySingly(items, valid);
        }
    }

    private static void VerifySingly(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        for (var i = 0; i < items.Length; i++)
        {
            valid[i] = Ed25519.Verify(items[i].Key, items[i].Hash.Bytes, items[i].Signature);
        }
    }
}
