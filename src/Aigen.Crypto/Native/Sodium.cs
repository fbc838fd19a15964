using System.Runtime.InteropServices;

namespace Aigen.Crypto.Native;

/// <summary>libsodium: what we call of it, and nothing more.</summary>
internal static partial class Sodium
{
    private const string Library = "sodium";

    static Sodium()
    {
        NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, Resolve);

        // 0 on the first call, 1 when another part of the process came first.
        if (sodium_init() < 0)
        {
            throw new InvalidOperationException("libsodium did not initialise.");
        }
    }

    [LibraryImport(Library)]
    internal static partial int crypto_sign_ed25519_seed_keypair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

    [LibraryImport(Library)]
    internal static partial int crypto_sign_ed25519_detached(
        Span<byte> signature, nint signatureLength, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    internal static partial int crypto_sign_ed25519_verify_detached(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    private static partial int sodium_init();

    // The runtime package has only the versioned name; the development package adds libsodium.so.
    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var candidate in new[] { "libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium" })
        {
            if (name == Library && NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(
            "libsodium was not found: install the package libsodium23 (Debian, Ubuntu) or libsodium (other distributions).");
    }
}
