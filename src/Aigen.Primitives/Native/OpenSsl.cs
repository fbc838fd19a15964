using System.Runtime.InteropServices;

namespace Aigen.Primitives.Native;

/// <summary>
/// OpenSSL's own SHA-256 (openssl/sha.h), below the layers that .NET goes through: what we call of it, and nothing more. The runtime
/// has the same library loaded.
/// </summary>
internal static unsafe class OpenSsl
{
    public static readonly delegate* unmanaged<Sha256Context*, void*, nuint, int> Update;
    public static readonly delegate* unmanaged<void*, Sha256Context*, int> Final;

    /// <summary>What a hash begins with.</summary>
    public static readonly Sha256Context FreshSha256;

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
                Update = (delegate* unmanaged<Sha256Context*, void*, nuint, int>)update;
                Final = (delegate* unmanaged<void*, Sha256Context*, int>)final;
                fixed (Sha256Context* fresh = &FreshSha256)
                {
                    HasSha256 = ((delegate* unmanaged<Sha256Context*, int>)init)(fresh) == 1;
                }

                return;
            }
        }
    }

    public static bool HasSha256 { get; }

    /// <summary>An SHA256_CTX, the same in every release: what has been hashed, its length, a block that is not whole yet.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 112)]
    public struct Sha256Context
    {
        /// <summary>The hash of the whole blocks so far, in words of this machine.</summary>
        public fixed uint State[8];
    }
}
