using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Whose quota or credit a request is taken from.</summary>
/// <param name="HasPaid">A payment came with the request: its credit is used, not the quota.</param>
internal sealed record Payer(Address Wallet, bool HasPaid);
