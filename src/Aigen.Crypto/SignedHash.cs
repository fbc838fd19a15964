using Aigen.Primitives;

namespace Aigen.Crypto;

/// <summary>A hash, and what is said to be a key's signature of it.</summary>
public readonly record struct SignedHash(PublicKey Key, Hash256 Hash, Signature Signature);
