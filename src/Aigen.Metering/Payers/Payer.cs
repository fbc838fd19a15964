using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>Whose quota or credit a request is taken from.</summary>
/// <param name="HasPaid">A payment came with the request: its credit is used, not the quota.</param>
/// <param name="Token">The access token by which the wallet lets it be taken; null where it signed itself, or has no key.</param>
internal sealed record Payer(Address Wallet, bool HasPaid, AccessToken? Token = null);
