using System.Text.Json.Nodes;
using Aigen.Primitives;
using Aigen.Rpc.Events;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;

namespace Aigen.Rpc.Methods;

internal static class EventParameters
{
    public const string ExpectedFrom = "the cursor of a notification, or the height of a block";

    // 64 subscriptions of a connection with as many each are 16,384 wallets, more than any one client watches, in about a megabyte.
    private const int MostAddresses = 256;

    private static readonly string[] Kinds = ["block", "transaction", "receipt", "quota", "governance"];
    private static readonly string[] SlowChoices = ["disconnect", "lag"];

    public static readonly Parameter<EventTopics?> Events = new FieldType<EventTopics>(
        $"a list of 1 to {Kinds.Length} of {string.Join(", ", Kinds)}", KindsSchema, ReadKinds).Optional("events", "What is followed.", "all");

    public static readonly Parameter<IReadOnlySet<Address>?> Addresses = new FieldType<IReadOnlySet<Address>>(
        $"a list of 1 to {MostAddresses} addresses", AddressesSchema, static field => field.AsArray(1, MostAddresses).Select(ChainTypes.Address.Read).ToHashSet())
        .Optional("addresses", "Only transactions, receipts and quotas of these wallets; blocks and governance come anyway.", "everybody's");

    public static readonly Parameter<RpcField?> From = new FieldType<RpcField>(
        ExpectedFrom, () => new JsonObject { ["type"] = new JsonArray("string", "integer") }, static field => field)
        .Optional("from", "Begin behind this cursor, or with the block of this height, at most one above the head.", "what comes from now on");

    public static readonly Parameter<SlowSubscriber?> WhenSlow = new FieldType<SlowSubscriber>(
        "one of " + string.Join(", ", SlowChoices),
        () => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. SlowChoices.Select(static choice => (JsonNode)choice)]) },
        static field => (SlowSubscriber)field.AsChoice(SlowChoices))
        .Optional("when_slow", "What happens when you read more slowly than events come.", "what the operator chose");

    /// <summary>A from that is always refused: to ignore it would let a client believe that it missed nothing.</summary>
    public static Parameter<RpcField?> NoFrom(string why) => new FieldType<RpcField>(
        "left out", () => new JsonObject { ["type"] = "null" }, field => throw field.Refuse($"left out, because {why}"))
        .Optional("from", $"Refused, because {why}.");

    private static EventTopics ReadKinds(RpcField field) => field.AsArray(1, Kinds.Length).Aggregate(
        EventTopics.None, static (topics, kind) => topics | (EventTopics)(1 << kind.AsChoice(Kinds)));

    private static JsonObject KindsSchema() => List(
        new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Kinds.Select(static kind => (JsonNode)kind)]) }, Kinds.Length);

    private static JsonObject AddressesSchema() => List(ChainTypes.Address.Schema(), MostAddresses);

    private static JsonObject List(JsonObject item, int most) => new() { ["type"] = "array", ["items"] = item, ["minItems"] = 1, ["maxItems"] = most };
}
