using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Chain;
using Aigen.Metering;
using Aigen.Primitives;
using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Methods;

internal static class BatchParameters
{
    private const string ExpectedInput = "a prompt, a list of messages, or an object of chatCompletion's parameters";

    private static readonly FieldType<string> Priorities = FieldType.Choice([.. BatchPriorityNames.All.Select(BatchPriorityNames.Name)]);

    private static readonly FieldType<string> States = FieldType.Choice(Enum.GetNames<BatchState>());

    public static readonly Parameter<BatchPriority> Priority = new FieldType<BatchPriority>(Priorities.Expected, Priorities.Schema, AsPriority).Required(
        "priority", "standard costs 10 AIGEN and is computed as soon as it can be, batch 5 and after 24 hours, economy 3 and after 72.");

    public static readonly Parameter<string> ModelId = FieldType.String(1).Required("model_id", "Which model.");

    public static readonly Parameter<RpcField> InputData = new FieldType<RpcField>(ExpectedInput, InputSchema, AsInput).Required(
        "input_data", "What is asked: a prompt, messages, or messages with the sampling fields of chatCompletion.");

    public static readonly Parameter<Hash256> JobId = ChainTypes.Hash.Required("job_id", "As submitBatchRequest answered it: the hash of the payment.");

    public static readonly Parameter<WalletProof?> Wallet = CompletionParameters.SignedByWallet.Optional(
        "wallet", "The job's wallet's signature over the text of this method in docs/formats.md, which shows input and answer: good once, for 5 minutes.");

    public static readonly Parameter<Address> UserAddress = ChainTypes.Address.Required("user_address", "The wallet. Anybody may ask for anybody's.");

    public static readonly Parameter<BatchState?> Status = new FieldType<BatchState>(States.Expected, States.Schema, AsState).Optional(
        "status", "Only jobs of this state.");

    public static readonly Parameter<int> Limit = FieldType.Int32(1, 500).Default("limit", 50, "The most jobs.");

    private static BatchPriority AsPriority(RpcField field) =>
        BatchPriorityNames.TryParse(Priorities.Read(field), out var priority) ? priority : throw field.Refuse(Priorities.Expected);

    private static BatchState AsState(RpcField field) => Enum.Parse<BatchState>(States.Read(field));

    private static RpcField AsInput(RpcField field) => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object
        ? field
        : throw field.Refuse(ExpectedInput);

    private static JsonObject InputSchema() => new() { ["type"] = new JsonArray("string", "array", "object") };
}
