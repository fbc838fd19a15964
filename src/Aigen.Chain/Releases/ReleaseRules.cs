using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>What makes a release and the decision on it good, and what they change. The signatures have been checked.</summary>
internal static class ReleaseRules
{
    public static Refusal? Check(ReleaseOrder order, IStateReader state) => FindFault(order) is { } fault
        ? new Refusal(RefusalRule.Release, fault)
        : ModelRelease.Load(state, order.Id) is { } known
            ? new Refusal(RefusalRule.ReleaseExists, $"release {order.Id} exists already and is {known.Status}", null, order.Id)
            : null;

    public static Refusal? Check(UpgradeDecisionOrder order, IStateReader state) => ModelRelease.Load(state, order.UpgradeId) switch
    {
        null => new Refusal(RefusalRule.ProposalNotFound, $"there is no upgrade {order.UpgradeId}, expected MODEL@VERSION of a registered release"),
        { Status: ReleaseStatus.Pending } => null,
        var decided => new Refusal(
            RefusalRule.ProposalDecided, $"upgrade {order.UpgradeId} is {decided.Status} already", $"{ReleaseStatus.Pending}", $"{decided.Status}"),
    };

    public static void Apply(ReleaseOrder order, StateOverlay state, long now)
    {
        var isFirst = ReleaseRegistry.ActiveVersion(state, order.ModelId) is null;
        var release = new ModelRelease(
            order.ModelId, order.Version, order.Name, order.TotalSize, order.Shards, order.IsCore,
            TierNames.TryParse(order.MinimumTier, out var tier) ? tier : null, order.IsExperimental,
            isFirst ? ReleaseStatus.Approved : ReleaseStatus.Pending, now, isFirst ? now : 0, string.Empty);
        release.Save(state);
        if (isFirst)
        {
            ReleaseRegistry.Add(state, order.ModelId);
            ReleaseRegistry.Activate(state, release);
        }
    }

    public static void Apply(UpgradeDecisionOrder order, StateOverlay state, long now)
    {
        var status = order.Reason is null ? ReleaseStatus.Approved : ReleaseStatus.Rejected;
        var release = ModelRelease.Load(state, order.UpgradeId)! with { Status = status, DecidedAt = now, Reason = order.Reason ?? string.Empty };
        release.Save(state);
        if (order.Reason is null)
        {
            ReleaseRegistry.Activate(state, release);
        }
    }

    private static string? FindFault(ReleaseOrder order) => order switch
    {
        _ when !ModelRelease.IsValidId(order.Id) =>
            $"model_id '{order.ModelId}' and version '{order.Version}' must be letters, digits, dots, dashes and underscores, "
            + $"at most {Proposal.MaxIdLength - 1} together; they have {order.ModelId.Length + order.Version.Length}",
        { Name.Length: 0 or > ReleaseLimits.NameLength } => $"name has {order.Name.Length} characters, 1 to {ReleaseLimits.NameLength} are allowed",
        _ when order.Name.Any(char.IsControl) => "name has a control character, and none is allowed",
        { Shards.Count: 0 or > ReleaseLimits.Shards } => $"hashes has {order.Shards.Count} items, 1 to {ReleaseLimits.Shards} are allowed",
        _ when order.TotalSize < (ulong)order.Shards.Count => $"total_size is {order.TotalSize}, expected at least a byte for each of {order.Shards.Count} shards",
        { MinimumTier.Length: > 0 } when TierTable.All.All(tier => tier.Name() != order.MinimumTier) =>
            $"minimum_tier is '{order.MinimumTier}', expected {string.Join(", ", TierTable.All.Select(tier => tier.Name()))} or nothing",
        _ => null,
    };
}
