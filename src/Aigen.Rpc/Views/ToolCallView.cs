using System.Text.Json.Serialization;
using Aigen.Inference;

namespace Aigen.Rpc.Views;

/// <summary>A call in OpenAI's shape, or a part of one: only a part has an index, and only its first part has id, type and name.</summary>
internal sealed record ToolCallView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    CalledFunctionView Function)
{
    private const string FunctionType = "function";

    public static IReadOnlyList<ToolCallView>? Of(IReadOnlyList<ToolCall> calls) => calls.Count == 0 ? null
        : [.. calls.Select(call => new ToolCallView(null, call.Id, FunctionType, new CalledFunctionView(call.Name, call.Arguments)))];

    public static IReadOnlyList<ToolCallView>? Of(IReadOnlyList<ToolCallDelta> parts) => parts.Count == 0 ? null
        : [.. parts.Select(part => new ToolCallView(
            part.Index, part.Id, part.Id is null ? null : FunctionType, new CalledFunctionView(part.Name, part.Arguments)))];
}

internal sealed record CalledFunctionView([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name, string Arguments);
