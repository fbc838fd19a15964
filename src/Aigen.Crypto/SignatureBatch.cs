namespace Aigen.Crypto;

/// <summary>Verifies many signatures together.</summary>
public static class SignatureBatch
{
    /// <summary>Of each item whether its signature is good, by the rule of <see cref="Ed25519.Verify"/>.</summary>
    public static void Verify(ReadOnlySpan<SignedHash> items, Span<bool> valid)
    {
        for (var i = 0; i < items.Length; i++)
        {
            valid[i] = Ed25519.Verify(items[i].Key, items[i].Hash.Bytes, items[i].Signature);
        }
    }
}
