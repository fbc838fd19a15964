using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Aigen.Rpc.Methods;

// The shapes of what is written field by field and has no view: only documents use them, and a test compares them with what comes.

/// <summary>What <see cref="Chain.ProofDocument"/> writes of a transaction.</summary>
internal sealed record TransactionProofShape(
    string Format, string Kind, ulong BlockHeight, string BlockHash, [property: Description("The header's bytes: docs/formats.md.")] string Header,
    string ProducerSignature, [property: Description("The place of the item in its tree.")] uint Index, uint LeafCount,
    [property: Description("From the leaf to the root.")] IReadOnlyList<string> Siblings, [property: Description("The transaction's bytes.")] string Item,
    [property: Description("The same for people.")] JsonObject Transaction);

/// <summary>What it writes of a receipt.</summary>
internal sealed record ReceiptProofShape(
    string Format, string Kind, ulong BlockHeight, string BlockHash, [property: Description("The header's bytes: docs/formats.md.")] string Header,
    string ProducerSignature, [property: Description("The place of the item in its tree.")] uint Index, uint LeafCount,
    [property: Description("From the leaf to the root.")] IReadOnlyList<string> Siblings, [property: Description("The receipt's bytes.")] string Item,
    [property: Description("The same for people.")] JsonObject Receipt);

/// <summary>What it writes of an account.</summary>
internal sealed record AccountProofShape(
    string Format, string Kind, ulong BlockHeight, string BlockHash, [property: Description("The header's bytes: docs/formats.md.")] string Header,
    string ProducerSignature, [property: Description("From the leaf to the root.")] IReadOnlyList<string> Siblings,
    [property: Description("Of the account in the state.")] string Key, [property: Description("What the state has under it; null for nothing.")] string? Value,
    [property: Description("The leaf that stands in its place, where there is one.")] JsonObject? Other,
    [property: Description("The same for people.")] JsonObject Account);

/// <summary>What <see cref="Events.ErrorNotification"/> writes.</summary>
internal sealed record StreamErrorShape([property: Description("A refusal or a fault, as a call has it. It ends the subscription.")] JsonObject Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TransactionProofShape))]
[JsonSerializable(typeof(ReceiptProofShape))]
[JsonSerializable(typeof(AccountProofShape))]
[JsonSerializable(typeof(StreamErrorShape))]
internal sealed partial class ShapeJson : JsonSerializerContext;
