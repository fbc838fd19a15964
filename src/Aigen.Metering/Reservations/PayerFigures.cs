using Aigen.Chain;
using Aigen.Primitives;

namespace Aigen.Metering;

/// <summary>The public figures of a wallet.</summary>
/// <param name="Usage">Of the current calendar month.</param>
public sealed record PayerFigures(Tier Tier, Usage Usage, Credit Credit);
