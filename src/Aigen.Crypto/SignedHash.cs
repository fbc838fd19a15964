using Aigen.Primitives;

namespace Aigen.Crypto;

/// <summary>A hash, the key that is said to have signed it, and the signature.</summary>
public readonly record struct SignedHash(PublicKey Key, Hash256 Hash, Signature Signature);
