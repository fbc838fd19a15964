using System.Runtime.InteropServices;

namespace Aigen.Primitives.Native;

/// <summary>
/// OpenSSL's own SHA-256 (openssl/sha.h), below the layers that .NET goes through: what we call of it, and nothing more. The runtime
/// has the same library loaded.
/// </summary>
internal static unsafe class OpenSsl
{
    /// <summary>The bytes of an SHA256_CTX: 8 words of the state, 2 of the length, a block of 64 bytes, 2 more words; the same in every release.</summary>
    public const int ContextLength = 112;

    public static readonly delegate* unmanaged<void*, int> Init;
    public static readonly delegate* unmanaged<void*, void*, nuint, int> Update;
    public static readonly delegate* unmanaged<void*, void*, int> Final;

    static OpenSsl()
    {
        foreach (var name in (string[])["libcrypto.so.3", "libcrypto.so.1.1"])
        {
            // They are deprecated, so that a build may leave them out.
            if (NativeLibrary.TryLoad(name, out var library)
                && NativeLibrary.TryGetExport(library, "SHA256_Init", out var init)
                && NativeLibrary.TryGetExport(library, "SHA256_Update", out var update)
                && NativeLibrary.TryGetExport(library, "SHA256_Final", out var final))
            {
                Init = (delegate* unmanaged<void*, int>)init;
                Update = (delegate* unmanaged<void*, void*, nuint, int>)update;
                Final = (delegate* unmanaged<void*, void*, int>)final;
                HasSha256 = true;
                return;
            }
        }
    }

    public static bool HasSha256 { get; }
}
