using Aigen.Chain;
using Aigen.Inference;

namespace Aigen.Node.Hosting;

/// <summary>A model of the node: its file and how to run it, and the lowest tier whose quota may be spent on it.</summary>
internal sealed record ResolvedModel(ModelOptions Options, Tier MinimumTier);
